//! Documents in parts: whatever stands at a seam, several threads make of it what one makes.

use super::*;
use crate::testing::Dice;

/// A style that looks at its neighbours: margins, breaks, bonds, boxes.
fn neighbourly(dice: &mut Dice) -> BlockStyle {
    let mut edges = |most: u64| Edges {
        top: dice.roll(most) as f32,
        bottom: dice.roll(most) as f32,
        left: dice.roll(most) as f32,
        right: 0.0,
    };
    let (margin, padding, border) = (edges(20), edges(4), edges(3));
    let mut one_in = |sides: u64| dice.roll(sides) == 0;
    let mut made = BlockStyle { margin, ..style() };
    if one_in(6) {
        (made.padding, made.border.widths) = (padding, border);
        made.background = Some(Color::default());
    }
    made.break_before = if one_in(9) { Break::Page } else { Break::Auto };
    (made.keep_with_next, made.keep_together, made.keep_short) = (one_in(4), one_in(6), one_in(6));
    made.min_height = if one_in(9) { 40.0 } else { 0.0 };
    made
}

fn words(dice: &mut Dice) -> String {
    let count = dice.roll(30);
    let word = |dice: &mut Dice| match dice.roll(9) {
        0 => "漢".to_owned(),
        1 => format!("từ{}", dice.roll(1000)),
        2 => "mộttừdàihơnmộtdòngcủatranggiấy".to_owned(),
        _ => ["tổ", "chức", "kế", "hoạch", "năm", "2024"][dice.roll(6) as usize].to_owned(),
    };
    (0..count).map(|_| word(dice)).collect::<Vec<_>>().join(" ")
}

fn block(dice: &mut Dice, depth: usize) -> Block {
    let style = Arc::new(neighbourly(dice));
    let span = Span { line: dice.roll(50) as u32, column: 1 };
    match dice.roll(if depth > 2 { 4 } else { 9 }) {
        0 => Block::Rule(Rule {
            style,
            thickness: 0.5,
            color: Color::default(),
            width_of_previous: dice.roll(2) == 0,
            share: 0.5,
            span,
        }),
        1..=3 => {
            let roles = [Role::P, Role::P, Role::H(1), Role::H(2), Role::Artifact];
            let mut made = para_as(&words(dice), roles[dice.roll(5) as usize], (*style).clone());
            if let Block::Paragraph(paragraph) = &mut made {
                paragraph.span = span;
                let label = dice.roll(5) == 0;
                paragraph.label = label.then(|| Box::new([text(&format!("{})", dice.roll(9)))].into()));
            }
            made
        }
        4 => {
            let head = vec![row(&["TT", "Tên", "Số"]); dice.roll(2) as usize];
            let mut table = table(head, random_rows(dice, "ô", 12));
            table.style = style;
            table.presentation = dice.roll(4) == 0;
            table.carry = if dice.roll(4) == 0 { vec![2] } else { Vec::new() };
            Block::Table(table)
        }
        _ => {
            let roles = [Role::Div, Role::Sect, Role::L(Numbering::None), Role::LI, Role::Artifact];
            let role = roles[dice.roll(5) as usize];
            let blocks = (0..dice.roll(7)).map(|_| block(dice, depth + 1)).collect();
            Block::Container(Container { role, style, blocks, span })
        }
    }
}

/// `layout` of these tests compares one thread with several.
#[test]
fn whatever_stands_at_a_seam_is_set_as_by_one_thread() {
    let mut dice = Dice(77);
    let mut pages = 0;
    for _ in 0..250 {
        let blocks = (0..dice.roll(14) + 1).map(|_| block(&mut dice, 0)).collect();
        pages += set(120.0, 150.0, blocks).pages.pages.len();
    }
    assert!(pages > 1000, "{pages}");
}
