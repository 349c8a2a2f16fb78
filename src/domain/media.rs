//! What a file is by its own bytes, whatever its name says.

/// What the first bytes and the table of contents of a file show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Media {
    /// An OLE container: `.xls`, but also `.doc`, `.ppt` and encrypted `.xlsx`.
    Ole,
    Xlsx,
    Xlsb,
    Ods,
    /// A zip that holds none of the above.
    Zip,
    Empty,
    /// Excel 2.1 to 4.0, without a container.
    OldExcel,
    Pdf,
    Word,
    PowerPoint,
    OpenText,
    /// Excel 2003 XML ("XML Spreadsheet").
    SpreadsheetXml,
    Html,
    Rtf,
    Picture,
    Archive,
    Text,
    Unknown,
}

impl Media {
    /// May a workbook be in it?
    pub fn may_be_workbook(self) -> bool {
        matches!(self, Media::Ole | Media::Xlsx | Media::Xlsb | Media::Ods)
    }

    /// In a sentence: "tệp PDF".
    pub fn vietnamese(self) -> &'static str {
        match self {
            Media::Ole => "tệp Office đời cũ (OLE)",
            Media::Xlsx => "bảng tính Excel (.xlsx)",
            Media::Xlsb => "bảng tính Excel nhị phân (.xlsb)",
            Media::Ods => "bảng tính OpenDocument (.ods)",
            Media::Zip => "tệp nén ZIP",
            Media::Empty => "tệp rỗng",
            Media::OldExcel => "bảng tính Excel 2.1–4.0",
            Media::Pdf => "tệp PDF",
            Media::Word => "văn bản Word (.docx)",
            Media::PowerPoint => "bản trình chiếu PowerPoint",
            Media::OpenText => "văn bản OpenDocument",
            Media::SpreadsheetXml => "bảng tính dạng XML 2003",
            Media::Html => "trang web (HTML)",
            Media::Rtf => "văn bản RTF",
            Media::Picture => "tệp ảnh",
            Media::Archive => "tệp nén RAR hoặc 7-Zip",
            Media::Text => "tệp văn bản thuần (CSV, TXT)",
            Media::Unknown => "tệp không rõ định dạng",
        }
    }
}

/// Looks at the first bytes, for a zip at the names in its central directory.
pub fn media(bytes: &[u8]) -> Media {
    const MAGIC: &[(&[u8], Media)] = &[
        (b"\xD0\xCF\x11\xE0", Media::Ole),
        (b"\x09\x00\x04\x00", Media::OldExcel),
        (b"\x09\x02\x06\x00", Media::OldExcel),
        (b"\x09\x04\x06\x00", Media::OldExcel),
        (b"%PDF", Media::Pdf),
        (b"{\\rtf", Media::Rtf),
        (b"\x89PNG", Media::Picture),
        (b"\xFF\xD8\xFF", Media::Picture),
        (b"GIF8", Media::Picture),
        (b"Rar!", Media::Archive),
        (b"7z\xBC\xAF", Media::Archive),
    ];
    if bytes.iter().all(|byte| *byte == 0) {
        return Media::Empty;
    }
    if bytes.starts_with(b"PK") {
        return zip_media(bytes);
    }
    match MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some((_, media)) => *media,
        None => text_media(bytes),
    }
}

/// What a zip holds, by the names of its entries (stored plainly in the central directory).
fn zip_media(bytes: &[u8]) -> Media {
    let head = &bytes[..bytes.len().min(256)];
    if contains(head, b"opendocument.spreadsheet") {
        return Media::Ods;
    }
    if contains(head, b"opendocument.text") {
        return Media::OpenText;
    }
    let names = central_directory(bytes);
    const PARTS: &[(&[u8], Media)] = &[
        (b"workbook.xml", Media::Xlsx),
        (b"workbook.bin", Media::Xlsb),
        (b"word/document.xml", Media::Word),
        (b"ppt/presentation.xml", Media::PowerPoint),
        (b"content.xml", Media::Ods),
    ];
    PARTS.iter().find(|(part, _)| contains(names, part)).map_or(Media::Zip, |(_, media)| *media)
}

/// The central directory as the end record gives it; a damaged zip is looked through as a whole.
fn central_directory(bytes: &[u8]) -> &[u8] {
    const END: &[u8] = b"PK\x05\x06";
    let tail = bytes.len().saturating_sub(66_000);
    let found = bytes[tail..].windows(END.len()).rposition(|window| window == END).map(|at| at + tail);
    let start = found.and_then(|end| {
        let offset: [u8; 4] = bytes.get(end + 16..end + 20)?.try_into().ok()?;
        Some((u32::from_le_bytes(offset) as usize, end))
    });
    start.and_then(|(start, end)| bytes.get(start..end)).filter(|names| !names.is_empty()).unwrap_or(bytes)
}

/// Text of some kind, or nothing that is known.
fn text_media(bytes: &[u8]) -> Media {
    let head = &bytes[..bytes.len().min(4096)];
    let text = String::from_utf8_lossy(head).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let markup = text.starts_with('<');
    if markup && text.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Media::SpreadsheetXml
    } else if markup
        && ["<html", "<!doctype html", "<table", "<head", "<body"].iter().any(|tag| text.contains(tag))
    {
        Media::Html
    } else if head.starts_with(b"\xFF\xFE")
        || head.starts_with(b"\xFE\xFF")
        || !head.iter().any(|byte| is_binary(*byte))
    {
        Media::Text
    } else {
        Media::Unknown
    }
}

fn is_binary(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C)
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::{Media, media};

    #[test]
    fn bytes_tell_what_a_file_is() {
        assert_eq!(media(b""), Media::Empty);
        assert_eq!(media(b"\0\0\0"), Media::Empty);
        assert_eq!(media(b"%PDF-1.7"), Media::Pdf);
        assert_eq!(media(b"\xD0\xCF\x11\xE0\xA1\xB1"), Media::Ole);
        assert_eq!(media("\u{feff} <HTML><body>".as_bytes()), Media::Html);
        assert_eq!(
            media(b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"),
            Media::SpreadsheetXml
        );
        assert_eq!(media("Chỉ tiêu;ĐVT\n1;2".as_bytes()), Media::Text);
        assert_eq!(media(b"PK\x03\x04 word/document.xml"), Media::Word);
        assert_eq!(media(b"PK\x03\x04 xl/workbook.xml"), Media::Xlsx);
        assert_eq!(media(b"PK\x03\x04 a.txt"), Media::Zip);
        assert_eq!(media(b"PK\x05\x06"), Media::Zip);
        assert_eq!(media(b"\x01\x02\x03"), Media::Unknown);
    }
}
