//! Pages to PDF bytes: archival (PDF/A-2a, or 3a with attachments) and accessible (PDF/UA-1), the same bytes every time.
//!
//! It measures nothing and decides nothing: positions and structure come from `layout`, letters from the faces.
//!
//! 1. `options` – what is not on the pages; `number`, `text_string` – how PDF writes numbers and text
//! 2. `typeface` – the faces used, cut down to their letters
//! 3. `skeleton` – printpdf makes fonts and blank pages; `font_objects` makes the fonts strict
//! 4. `words` – every distinct word encoded once; `tree` – which structure elements there are
//! 5. `content` – the stream of a page; `press` – deflate, threads
//! 6. `structure` – the structure tree and the way back from content to it
//! 7. `catalog` – with `xmp`, `info`, `icc`, `outline`, `attachments`
//! 8. `file`, `assemble` – everything into one file

mod assemble;
mod attachments;
mod catalog;
mod content;
mod file;
mod font_objects;
mod icc;
mod info;
mod number;
mod options;
mod outline;
mod press;
mod skeleton;
mod structure;
#[cfg(test)]
mod tests;
mod text_string;
mod tree;
mod typeface;
mod words;
mod xmp;

pub use options::{Attachment, PdfError, PdfOptions, Relation};

use crate::font::FaceData;
use crate::pages::Pages;

/// Makes the PDF of finished pages. `faces` must hold every face that a word or line names.
///
/// # Errors
/// A missing or unusable face, or two attachments of one name; never because of what the pages say.
pub fn pdf(pages: &Pages, faces: &[FaceData], options: &PdfOptions) -> Result<Vec<u8>, PdfError> {
    let used = typeface::used(pages);
    let typefaces = typeface::typefaces(pages, &used, faces)?;
    let mut skeleton = skeleton::skeleton(pages, &typefaces)?;
    font_objects::font_objects(&mut skeleton.document, &typefaces)?;

    let words = words::Words::new(&pages.lexicon, &used, &typefaces);
    let tree = tree::Tree::new(pages);
    let ink = content::Ink { pages, typefaces: &typefaces, words: &words, tree: &tree };
    let pressed = press::in_order(pages.pages.len(), options.threads, |page| {
        let content = content::content(&ink, &pages.pages[page]);
        (press::deflate(&content.bytes), content.owners)
    });
    let (streams, owners): (Vec<_>, Vec<_>) = pressed.into_iter().unzip();

    // Numbers: the object model's, then the structure's, then the packs'. The catalog must be made before the
    // structure gets its numbers, and names it: so its root is the number after a reserved one.
    let structure_root = skeleton.document.new_object_id().0;
    let roots = catalog::catalog(&mut skeleton, pages, options, structure_root)?;
    let numbers = structure::Numbers {
        root: structure_root,
        first: skeleton.document.max_id + 1,
        pages: skeleton.pages,
    };
    let packs = structure::structure(pages, &tree, &owners, &numbers, options);
    let free = numbers.first + structure::object_count(&tree, pages.pages.len()) as u32;
    let contents = skeleton.contents.into_iter().zip(streams).collect();
    Ok(assemble::assemble(skeleton.document, contents, packs, &roots, free, options))
}
