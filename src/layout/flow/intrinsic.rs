//! Least and natural width of blocks, for the columns of the table around them.

use super::text;
use crate::document::{Block, BlockStyle, Length};
use crate::layout::bench::Bench;
use crate::layout::table;

/// The widest of the blocks: without breaking a word, and without breaking a line.
pub(in crate::layout) fn intrinsic(bench: &mut Bench, blocks: &[Block]) -> (f32, f32) {
    let (mut min, mut max) = (0.0_f32, 0.0_f32);
    for block in blocks {
        let (least, natural) = one(bench, block);
        min = min.max(least);
        max = max.max(natural);
    }
    (min, max)
}

fn one(bench: &mut Bench, block: &Block) -> (f32, f32) {
    match block {
        Block::Paragraph(p) => around(&p.style, text::intrinsic(bench, p)),
        Block::Container(c) => {
            let inner = intrinsic(bench, &c.blocks);
            around(&c.style, inner)
        }
        Block::Table(t) => {
            let inner = table::intrinsic(bench, t);
            around(&t.style, inner)
        }
        Block::Rule(r) => around(&r.style, (0.0, 0.0)),
        Block::Drawing(d) => around(&d.style, (0.0, d.width)),
    }
}

fn around(style: &BlockStyle, (min, max): (f32, f32)) -> (f32, f32) {
    let border = style.border.widths;
    let sides =
        [style.margin, style.padding, border].iter().map(|edges| edges.left + edges.right).sum::<f32>();
    match style.width {
        Length::Points(points) => (points.max(min), points.max(min)),
        _ => (min + sides.max(0.0), max + sides.max(0.0)),
    }
}
