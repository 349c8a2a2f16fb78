//! Tables: columns, row groups, spans; a grid with holes or overlaps is an error.

use std::sync::Arc;

use super::blocks::Builder;
use super::computed::Computed;
use super::errors::Place;
use super::inline::flat;
use super::nearest::proposal;
use super::setting::Display;
use super::vocabulary::Tag;
use super::xhtml::Element;
use crate::document::{Block, Blocks, Cell, ColumnSpec, Length, Paragraph, Role, Row, Scope, Table};

/// More columns than any page can hold.
const COLUMNS: usize = 200;
const ROWS: u32 = 65_534;

/// A table in the making.
struct Parts {
    columns: Vec<ColumnSpec>,
    groups: [Vec<Row>; 3],
    caption: String,
    /// Columns of the widest row.
    width: usize,
    /// Cells of the row before: as many as the next one will have, mostly.
    cells: usize,
    /// Widths said by the cells of the first row, where no `col` says them.
    first: Vec<ColumnSpec>,
}

impl<'a> Builder<'a, '_, '_, '_> {
    /// A table, and before it its caption as a paragraph of role Caption.
    pub fn table(&mut self, element: &Element<'a>, own: &Arc<Computed>, out: &mut Blocks) {
        let span = self.span(element);
        self.path.push(element.clone());
        let mut parts = Parts {
            columns: Vec::new(),
            groups: [const { Vec::new() }; 3],
            caption: String::new(),
            width: 0,
            cells: 0,
            first: Vec::new(),
        };
        let mut loose: Vec<Element<'a>> = Vec::new();
        for child in element.elements() {
            match child.tag {
                Tag::Tr => loose.push(child),
                tag => {
                    self.group(&mut loose.drain(..), own, 1, &mut parts);
                    self.part(&child, tag, own, &mut parts, out);
                }
            }
        }
        self.group(&mut loose.drain(..), own, 1, &mut parts);
        self.path.pop();
        self.check(element, own, &mut parts);
        let [head, body, foot] = parts.groups;
        let summary = element.value("summary").map_or(parts.caption, str::to_string);
        out.push(Block::Table(Box::new(Table {
            style: own.block.clone(),
            presentation: element.value("role") == Some("presentation"),
            columns: parts.columns,
            head,
            body,
            foot,
            summary,
            carry: own.carry.iter().map(|column| column - 1).collect(),
            span,
        })));
    }

    fn part(
        &mut self,
        child: &Element<'a>,
        tag: Tag,
        own: &Arc<Computed>,
        parts: &mut Parts,
        out: &mut Blocks,
    ) {
        let style = self.style(child, own);
        self.check_role(child, &style);
        if style.display == Display::None {
            return;
        }
        match tag {
            Tag::Caption => self.caption(child, &style, parts, out),
            Tag::Col => self.column(child, &style, parts),
            Tag::Colgroup => {
                self.path.push(child.clone());
                for column in child.elements() {
                    let style = self.style(&column, &style);
                    self.column(&column, &style, parts);
                }
                self.path.pop();
            }
            _ => {
                let group = match tag {
                    Tag::Thead => 0,
                    Tag::Tfoot => 2,
                    _ => 1,
                };
                self.path.push(child.clone());
                self.group(&mut child.elements(), &style, group, parts);
                self.path.pop();
            }
        }
    }

    fn caption(&mut self, element: &Element<'a>, style: &Computed, parts: &mut Parts, out: &mut Blocks) {
        let span = self.span(element);
        let inlines = self.words(element, style);
        parts.caption = flat(&inlines);
        if !inlines.is_empty() {
            let style = style.block.clone();
            out.push(Block::Paragraph(Paragraph { role: Role::Caption, style, inlines, label: None, span }));
        }
    }

    fn column(&mut self, element: &Element<'_>, style: &Computed, parts: &mut Parts) {
        let count = self.count(element, "span", COLUMNS as u32) as usize;
        let room = COLUMNS.saturating_sub(parts.columns.len());
        parts.columns.extend(std::iter::repeat_n(ColumnSpec { width: style.block.width }, count.min(room)));
    }

    /// The rows of one group; a span never leaves its group.
    fn group(
        &mut self,
        rows: &mut dyn Iterator<Item = Element<'a>>,
        own: &Arc<Computed>,
        group: usize,
        parts: &mut Parts,
    ) {
        let mut shown: Vec<(Element<'a>, Arc<Computed>)> = Vec::new();
        for row in rows {
            let style = self.style(&row, own);
            self.check_role(&row, &style);
            if style.display != Display::None {
                shown.push((row, style));
            }
        }
        // Rows that each column is still covered from above.
        let mut covered: Vec<u32> = Vec::new();
        let total = shown.len();
        parts.groups[group].reserve(total);
        for (index, (row, style)) in shown.iter().enumerate() {
            let left = u32::try_from(total - index).unwrap_or(ROWS);
            let row = self.row(row, style, group == 0, left, &mut covered, parts);
            parts.groups[group].push(row);
        }
    }

    fn row(
        &mut self,
        element: &Element<'a>,
        style: &Arc<Computed>,
        head: bool,
        left: u32,
        covered: &mut Vec<u32>,
        parts: &mut Parts,
    ) -> Row {
        let opening = parts.width == 0;
        let from = covered.clone();
        self.path.push(element.clone());
        let mut cells = Vec::with_capacity(parts.cells);
        let mut column = 0;
        for child in element.elements() {
            let own = self.style(&child, style);
            self.check_role(&child, &own);
            if own.display == Display::None {
                continue;
            }
            while from.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            let cell = self.cell(&child, &own, head, left);
            column = self.place(&child, &cell, column, &from, covered);
            if opening {
                let width = if cell.colspan == 1 { cell.style.width } else { Length::Auto };
                parts.first.extend(std::iter::repeat_n(ColumnSpec { width }, cell.colspan as usize));
            }
            cells.push(cell);
        }
        parts.cells = cells.len();
        self.path.pop();
        self.close(element, &from, column, covered, parts);
        let (keep_with_next, keep_with_previous) = (style.block.keep_with_next, style.keep_previous);
        Row { cells, keep_with_next, keep_with_previous, span: self.span(element) }
    }

    /// Puts a cell on the grid; returns the column after it.
    fn place(
        &mut self,
        element: &Element<'_>,
        cell: &Cell,
        column: usize,
        from: &[u32],
        covered: &mut Vec<u32>,
    ) -> usize {
        let end = column + cell.colspan as usize;
        if end > COLUMNS {
            self.report.add(element.place(), format!("Bảng có quá {COLUMNS} cột."));
            return column;
        }
        if from.get(column..end.min(from.len())).is_some_and(|below| below.iter().any(|rows| *rows > 0)) {
            self.report.add(element.place(), "Ô này chồng lên một ô kéo dài từ dòng trên (rowspan).");
        }
        if covered.len() < end {
            covered.resize(end, 0);
        }
        for rows in &mut covered[column..end] {
            *rows = cell.rowspan;
        }
        end
    }

    /// Ends a row: every column must be filled, and one row less is covered from above.
    fn close(
        &mut self,
        element: &Element<'_>,
        from: &[u32],
        column: usize,
        covered: &mut [u32],
        parts: &mut Parts,
    ) {
        let mut width = column;
        while from.get(width).is_some_and(|rows| *rows > 0) {
            width += 1;
        }
        if width == 0 {
            self.report.add(element.place(), "Dòng này không có ô nào.");
        } else if parts.width == 0 {
            parts.width = width;
        } else if width != parts.width {
            let message = format!("Dòng này có {width} cột, các dòng trên có {} cột.", parts.width);
            self.report.add(element.place(), message);
        }
        for rows in covered.iter_mut() {
            *rows = rows.saturating_sub(1);
        }
    }

    fn cell(&mut self, element: &Element<'a>, own: &Arc<Computed>, head: bool, left: u32) -> Cell {
        let colspan = self.count(element, "colspan", COLUMNS as u32);
        let rowspan = self.count(element, "rowspan", ROWS);
        if rowspan > left {
            let place =
                element.attribute("rowspan").map_or(element.place(), |attribute| Place::xhtml(attribute.at));
            self.report.add(place, format!("rowspan=\"{rowspan}\" dài quá nhóm dòng: chỉ còn {left} dòng."));
        }
        let scope = self.scope(element, head);
        Cell {
            style: own.block.clone(),
            vertical_align: own.vertical,
            blocks: self.flow(element, own, Role::P),
            colspan,
            rowspan: rowspan.min(left),
            scope,
            span: self.span(element),
        }
    }

    fn scope(&mut self, element: &Element<'_>, head: bool) -> Option<Scope> {
        if element.tag != Tag::Th {
            return None;
        }
        let Some(attribute) = element.attribute("scope") else {
            return Some(if head { Scope::Column } else { Scope::Row });
        };
        match attribute.value {
            "col" | "colgroup" => Some(Scope::Column),
            "row" | "rowgroup" => Some(Scope::Row),
            "both" => Some(Scope::Both),
            other => {
                let near = proposal(other, ["col", "row", "colgroup", "rowgroup", "both"]);
                let message = format!(
                    "Thuộc tính “scope” cần col, row, colgroup, rowgroup hoặc both; gặp “{other}”.{near}"
                );
                self.report.add(Place::xhtml(attribute.at), message);
                Some(Scope::Column)
            }
        }
    }

    /// A whole number of at least 1 in an attribute.
    fn count(&mut self, element: &Element<'_>, name: &str, most: u32) -> u32 {
        let Some(attribute) = element.attribute(name) else {
            return 1;
        };
        match attribute.value.trim().parse::<u32>() {
            Ok(number) if (1..=most).contains(&number) => number,
            _ => {
                let message =
                    format!("Thuộc tính “{name}” cần số nguyên từ 1 đến {most}; gặp “{}”.", attribute.value);
                self.report.add(Place::xhtml(attribute.at), message);
                1
            }
        }
    }

    /// As many column widths as there are columns; carried columns exist.
    fn check(&mut self, element: &Element<'_>, own: &Computed, parts: &mut Parts) {
        if parts.columns.is_empty() {
            parts.columns = std::mem::take(&mut parts.first);
            parts.columns.resize(parts.width, ColumnSpec::default());
        } else if parts.columns.len() != parts.width && parts.width > 0 {
            let message = format!(
                "Bảng khai báo {} cột (col) nhưng các dòng có {} cột.",
                parts.columns.len(),
                parts.width
            );
            self.report.add(element.place(), message);
        }
        if let Some(column) = own.carry.iter().find(|column| **column > parts.width) {
            let message = format!("“-th-carry” nêu cột {column} nhưng bảng chỉ có {} cột.", parts.width);
            self.report.add(element.place(), message);
        }
    }
}
