//! One page object to a sheet: box, turn, resources, content.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::book::Book;
use super::font::{entry, float, resolve};
use super::limits::STEPS;
use super::machine::Machine;
use super::matrix::Matrix;
use crate::audit::paper::Sheet;

/// A4, for a page that states no box.
const A4: [f64; 4] = [0.0, 0.0, 595.276, 841.89];
/// Content streams of one page.
const STREAMS: usize = 4_096;

/// Reads a page.
pub fn page(book: &mut Book<'_>, id: ObjectId) -> Sheet {
    let document = book.document;
    let Ok(dict) = document.get_dictionary(id) else { return Sheet::default() };
    let (sheet, matrix) = blank(document, dict);
    // A page without resources can name no font: its own dictionary serves as well as an empty one.
    let resources = inherited(document, dict, b"Resources").and_then(|found| found.as_dict().ok());
    let mut content = Vec::new();
    for stream in streams(document, dict) {
        content.extend(book.inflate(stream).unwrap_or_default());
        content.push(b'\n');
    }
    let mut machine = Machine::new(book, sheet, matrix);
    machine.run(&content, resources.unwrap_or(dict), 0);
    machine.sheet
}

/// An entry of the page or of a node above it.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..STEPS {
        if let Some(found) = entry(document, node, key) {
            return Some(found);
        }
        node = entry(document, node, b"Parent")?.as_dict().ok()?;
    }
    None
}

fn streams<'a>(document: &'a Document, page: &'a Dictionary) -> Vec<&'a Stream> {
    match entry(document, page, b"Contents") {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(list)) => {
            list.iter().take(STREAMS).filter_map(|item| resolve(document, item)?.as_stream().ok()).collect()
        }
        _ => Vec::new(),
    }
}

/// The empty sheet as it is shown, and the way from page space to it.
fn blank(document: &Document, page: &Dictionary) -> (Sheet, Matrix) {
    let [x0, y0, x1, y1] = [&b"CropBox"[..], b"MediaBox"]
        .iter()
        .find_map(|key| rectangle(document, inherited(document, page, key)?))
        .unwrap_or(A4);
    let unit = entry(document, page, b"UserUnit").and_then(float).filter(|unit| (0.1..100.0).contains(unit));
    let unit = unit.unwrap_or(1.0);
    let (width, height) = ((x1 - x0) * unit, (y1 - y0) * unit);
    let to_origin = Matrix::shift(-x0, -y0).then(Matrix([unit, 0.0, 0.0, unit, 0.0, 0.0]));
    let turn = inherited(document, page, b"Rotate").and_then(|turn| turn.as_i64().ok()).unwrap_or(0);
    let (width, height, turned) = match turn.rem_euclid(360) {
        90 => (height, width, Matrix([0.0, -1.0, 1.0, 0.0, 0.0, width])),
        180 => (width, height, Matrix([-1.0, 0.0, 0.0, -1.0, width, height])),
        270 => (height, width, Matrix([0.0, 1.0, -1.0, 0.0, height, 0.0])),
        _ => (width, height, Matrix::SAME),
    };
    (Sheet { width, height, ..Sheet::default() }, to_origin.then(turned))
}

fn rectangle(document: &Document, object: &Object) -> Option<[f64; 4]> {
    let sides: Vec<f64> =
        object.as_array().ok()?.iter().filter_map(|side| float(resolve(document, side)?)).collect();
    let [a, b, c, d] = sides.try_into().ok()?;
    let sides = [f64::min(a, c), f64::min(b, d), f64::max(a, c), f64::max(b, d)];
    let usable =
        sides[2] - sides[0] > 1.0 && sides[3] - sides[1] > 1.0 && sides.iter().all(|side| side.abs() < 1e6);
    usable.then_some(sides)
}
