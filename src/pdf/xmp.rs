//! The metadata packet (XMP): title, dates, and what standards the file claims.

use super::options::PdfOptions;
use crate::pages::Pages;

/// Writes the packet. `part` is the part of ISO 19005 that the file claims; the level is always A.
pub fn xmp(pages: &Pages, title: &str, options: &PdfOptions, part: u8) -> String {
    let language = escape(&pages.lang);
    let date = super::info::xmp_date(options.date);
    let alternatives = |text: &str| {
        let text = escape(text);
        format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt>")
    };
    let optional = |text: &str, element: &dyn Fn(String) -> String| {
        if text.is_empty() { String::new() } else { element(escape(text)) }
    };
    let author = optional(&pages.author, &|text| {
        format!("<dc:creator><rdf:Seq><rdf:li>{text}</rdf:li></rdf:Seq></dc:creator>\n")
    });
    let subject = optional(&pages.subject, &|_| {
        format!("<dc:description>{}</dc:description>\n", alternatives(&pages.subject))
    });
    let keywords = optional(&pages.keywords, &|text| format!("<pdf:Keywords>{text}</pdf:Keywords>\n"));
    let kind = if options.draft {
        "<dc:type><rdf:Bag><rdf:li>Dự thảo</rdf:li></rdf:Bag></dc:type>\n"
    } else {
        ""
    };
    let (title, creator) = (alternatives(title), escape(&options.creator));
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title>{title}</dc:title>
{author}{subject}{kind}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
{keywords}<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{EXTENSION}</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{FEFF}',
        producer = super::info::PRODUCER,
    )
}

/// PDF/A wants every property that it does not know described inside the packet (ISO 19005-2, 6.6.2.3): here `pdfuaid`.
const EXTENSION: &str = r#"<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"#;

/// XML text; control characters, which XML cannot hold, are dropped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{1F}' | '\u{7F}' | '\u{FFFE}' | '\u{FFFF}' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn any_title_leaves_the_packet_well_formed() {
        let pages =
            Pages { lang: "vi\"<".into(), author: "a&b".into(), keywords: "]]>".into(), ..Pages::default() };
        let options = PdfOptions::new(NaiveDate::from_ymd_opt(2023, 10, 15).unwrap());
        let packet = xmp(&pages, "Kế hoạch <2024>\u{1}", &options, 2);
        let tree = roxmltree::Document::parse(&packet).unwrap();
        let title =
            tree.descendants().find(|node| node.has_tag_name(("http://purl.org/dc/elements/1.1/", "title")));
        let said: String = title
            .unwrap()
            .descendants()
            .filter(|node| node.is_text())
            .filter_map(|node| node.text())
            .collect();
        assert_eq!(said, "Kế hoạch <2024> ");
        assert!(packet.contains("<xmp:CreateDate>2023-10-15T00:00:00+07:00</xmp:CreateDate>"));
    }
}
