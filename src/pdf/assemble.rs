//! Puts everything into the file: content streams first, then structure, then the object model.

use lopdf::{Document, Object};

use super::catalog::Roots;
use super::file::{File, Pack, packs, push_entries, push_object};
use super::options::PdfOptions;
use super::press::{deflate, in_order};

/// Streams larger than this would not fit a page of memory twice; smaller ones are not worth a filter.
const WORTH_DEFLATING: usize = 64;

/// Writes the file. `contents`: number and deflated bytes of each page's stream; `first`: the first free number.
pub fn assemble(
    document: Document,
    contents: Vec<(u32, Vec<u8>)>,
    structure: Vec<Pack>,
    roots: &Roots,
    first: u32,
    options: &PdfOptions,
) -> Vec<u8> {
    let size: usize = contents.iter().map(|(_, bytes)| bytes.len() + 64).sum();
    let mut file = File::new(size * 2 + (1 << 16));
    for (id, bytes) in contents {
        file.stream(id, b"/Filter/FlateDecode", &bytes);
    }
    let mut next = first..;
    let mut number = || next.next().unwrap_or(u32::MAX);
    for pack in structure {
        file.pack(number(), &pack);
    }
    let (streams, plain): (Vec<_>, Vec<_>) =
        document.objects.into_iter().partition(|(_, object)| matches!(object, Object::Stream(_)));
    write_streams(&mut file, &streams, options);
    for range in packs(plain.len()) {
        let part = &plain[range];
        let ids = part.iter().map(|((id, _), _)| *id).collect();
        file.pack(number(), &Pack::new(ids, |out, nth| push_object(out, &part[nth].1)));
    }
    file.finish(number(), roots.catalog, roots.info)
}

/// Fonts, profile, metadata, attachments. Metadata stays readable for programs that do not know PDF.
fn write_streams(file: &mut File, streams: &[((u32, u16), Object)], options: &PdfOptions) {
    let pressed = in_order(streams.len(), options.threads, |index| {
        let stream = streams[index].1.as_stream().ok()?;
        let plain = stream.dict.has_type(b"Metadata") || stream.content.len() < WORTH_DEFLATING;
        Some((!plain).then(|| deflate(&stream.content)))
    });
    for (((id, _), object), pressed) in streams.iter().zip(pressed) {
        let (Ok(stream), Some(pressed)) = (object.as_stream(), pressed) else {
            continue;
        };
        let mut dict = stream.dict.clone();
        dict.remove(b"Length");
        let mut entries = Vec::new();
        push_entries(&mut entries, &dict);
        if pressed.is_some() {
            entries.extend(b"/Filter/FlateDecode");
        }
        file.stream(*id, &entries, pressed.as_ref().unwrap_or(&stream.content));
    }
}
