//! The machine that runs content streams: operators in, texts and bars out.

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::book::Book;
use super::font::{Font, entry, sub};
use super::limits::{DEPTH, ITEMS, LETTERS, OPERATORS, STATES};
use super::matrix::Matrix;
use super::path::Path;
use super::state::{Shade, State};
use super::tokens::{Token, Tokens};
use crate::audit::paper::{Sheet, Text};

/// A step back of more than this within one operator parts two columns (ems).
const COLUMN: f64 = 8.0;
/// A step of more than this stands for a space (ems).
const SPACE: f64 = 0.2;
/// Operands that an operator may have; `scn` of a many-coloured space has most.
const OPERANDS: usize = 64;

/// Runs the streams of one page.
pub struct Machine<'a, 'b> {
    book: &'b mut Book<'a>,
    pub sheet: Sheet,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    path: Path,
}

/// What one showing operator has put down so far.
#[derive(Default)]
struct Shown {
    text: String,
    /// Pen before the first and after the last visible letter.
    ink: Option<(Matrix, Matrix)>,
    from: Option<Matrix>,
}

impl<'a, 'b> Machine<'a, 'b> {
    pub fn new(book: &'b mut Book<'a>, sheet: Sheet, page: Matrix) -> Machine<'a, 'b> {
        Machine {
            book,
            sheet,
            state: State::new(page),
            saved: Vec::new(),
            text: Matrix::SAME,
            line: Matrix::SAME,
            path: Path::default(),
        }
    }

    /// Runs a stream with its resources.
    pub fn run(&mut self, content: &[u8], resources: &'a Dictionary, depth: usize) {
        let floor = self.saved.len();
        let mut operands: Vec<Token> = Vec::new();
        for token in Tokens::new(content) {
            let Token::Operator(operator) = token else {
                if operands.len() < OPERANDS {
                    operands.push(token);
                }
                continue;
            };
            self.book.operators += 1;
            if self.book.operators > OPERATORS {
                self.book.note("quá nhiều lệnh vẽ");
                return;
            }
            match &operator[..] {
                b"q" if self.saved.len() < STATES => self.saved.push(self.state.clone()),
                b"Q" if self.saved.len() > floor => {
                    self.state = self.saved.pop().unwrap_or_else(|| self.state.clone());
                }
                b"Do" => self.external(&operands, resources, depth),
                b"Tf" => self.set_font(&operands, resources),
                other => self.operate(other, &operands),
            }
            operands.clear();
        }
        self.saved.truncate(floor);
    }

    fn operate(&mut self, operator: &[u8], operands: &[Token]) {
        match operator {
            b"BT" | b"Td" | b"TD" | b"Tm" | b"T*" | b"Tj" | b"TJ" | b"'" | b"\"" => {
                self.write(operator, operands)
            }
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => self.draw(operator, operands),
            b"f" | b"F" | b"f*" => self.paint(true, false),
            b"S" | b"s" => self.paint(false, true),
            b"B" | b"B*" | b"b" | b"b*" => self.paint(true, true),
            b"n" => self.path.clear(),
            _ => self.set(operator, operands),
        }
    }

    fn set(&mut self, operator: &[u8], operands: &[Token]) {
        let numbers = numbers(operands);
        let first = numbers.first().copied();
        let state = &mut self.state;
        match (operator, first) {
            (b"cm", _) => {
                if let Some(matrix) = matrix(&numbers) {
                    state.page = matrix.then(state.page);
                }
            }
            (b"Tc", Some(value)) => state.letter_space = value,
            (b"Tw", Some(value)) => state.word_space = value,
            (b"Tz", Some(value)) => state.stretch = value / 100.0,
            (b"TL", Some(value)) => state.leading = value,
            (b"Ts", Some(value)) => state.rise = value,
            (b"Tr", Some(value)) => state.mode = value as i64,
            (b"w", Some(value)) => state.line_width = value,
            (b"g" | b"rg" | b"k" | b"sc" | b"scn", _) => state.fill = Shade::of(&numbers),
            (b"G" | b"RG" | b"K" | b"SC" | b"SCN", _) => state.stroke = Shade::of(&numbers),
            (b"cs", _) => state.fill = Shade::Black,
            (b"CS", _) => state.stroke = Shade::Black,
            _ => {}
        }
    }

    fn set_font(&mut self, operands: &[Token], resources: &'a Dictionary) {
        if let [Token::Name(name), Token::Number(size)] = operands {
            self.state.font = self.book.font(resources, name);
            self.state.size = *size;
        }
    }

    fn write(&mut self, operator: &[u8], operands: &[Token]) {
        let numbers = numbers(operands);
        match (operator, &numbers[..]) {
            (b"BT", _) => self.start(Matrix::SAME),
            (b"Td", [x, y, ..]) => self.next_line(*x, *y),
            (b"TD", [x, y, ..]) => {
                self.state.leading = -y;
                self.next_line(*x, *y);
            }
            (b"Tm", numbers) => {
                if let Some(matrix) = matrix(numbers) {
                    self.start(matrix);
                }
            }
            (b"T*", _) => self.next_line(0.0, -self.state.leading),
            (b"Tj", _) => self.show(operands),
            (b"TJ", _) => {
                if let Some(Token::Array(items)) = operands.first() {
                    self.show(items);
                }
            }
            (b"'", _) => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands);
            }
            (b"\"", [word, letter, ..]) => {
                (self.state.word_space, self.state.letter_space) = (*word, *letter);
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2..).unwrap_or_default());
            }
            _ => {}
        }
    }

    fn start(&mut self, matrix: Matrix) {
        self.text = matrix;
        self.line = matrix;
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.start(Matrix::shift(x, y).then(self.line));
    }

    fn show(&mut self, items: &[Token]) {
        let Some(font) = self.state.font.clone() else { return };
        let mut shown = Shown::default();
        let mut letters = 0;
        for item in items {
            match item {
                Token::Text(bytes) => {
                    letters += bytes.len();
                    if letters <= LETTERS {
                        self.show_bytes(&font, bytes, &mut shown);
                    }
                }
                Token::Number(back) => {
                    let ems = -back / 1000.0;
                    if ems > COLUMN {
                        self.put(&font, std::mem::take(&mut shown));
                    } else if ems > SPACE && !shown.text.ends_with(' ') && !shown.text.is_empty() {
                        shown.text.push(' ');
                    }
                    self.advance(ems * self.state.size * self.state.stretch);
                }
                _ => {}
            }
        }
        self.put(&font, shown);
    }

    fn show_bytes(&mut self, font: &Rc<Font>, bytes: &[u8], shown: &mut Shown) {
        for letter in font.letters(bytes) {
            let before = self.text;
            shown.from.get_or_insert(before);
            let state = &self.state;
            let space = if letter.space { state.word_space } else { 0.0 };
            let ink = letter.width * state.size * state.stretch;
            let after = Matrix::shift(ink, 0.0).then(self.text);
            self.advance(ink + (self.state.letter_space + space) * self.state.stretch);
            if letter.text.is_empty() {
                self.book.unmapped(font.face);
            }
            let blank = !letter.text.is_empty() && letter.text.chars().all(char::is_whitespace);
            if blank {
                if !shown.text.ends_with(' ') {
                    shown.text.push(' ');
                }
            } else {
                let start = shown.ink.map_or(before, |(start, _)| start);
                shown.ink = Some((start, after));
                shown.text.push_str(if letter.text.is_empty() { "\u{fffd}" } else { letter.text });
            }
        }
    }

    fn advance(&mut self, x: f64) {
        self.text = Matrix::shift(x, 0.0).then(self.text);
    }

    /// Puts what was shown on the sheet; invisible text (mode 3, under scans) is not there for a reader's eye.
    fn put(&mut self, font: &Font, shown: Shown) {
        const INVISIBLE: i64 = 3;
        let Some(from) = shown.from.filter(|_| self.state.mode != INVISIBLE) else { return };
        if self.sheet.texts.len() >= ITEMS {
            return self.book.note("một trang có quá nhiều chữ");
        }
        let place = |matrix: Matrix| matrix.then(self.state.page).point(0.0, self.state.rise);
        let whole = self.text.then(self.state.page);
        let (start, end) = shown.ink.unwrap_or((from, self.text));
        let ((x0, y), (x1, _)) = (place(start), place(end));
        let size = self.state.size.abs() * whole.upright();
        if !whole.sound() || ![x0, x1, y, size].iter().all(|number| number.is_finite()) {
            return;
        }
        self.sheet.texts.push(Text {
            text: shown.text,
            x0: x0.min(x1),
            x1: x1.max(x0),
            from: place(from).0,
            to: place(self.text).0,
            y,
            size,
            face: font.face,
            black: self.state.fill != Shade::Color,
            turned: !whole.level(),
        });
    }

    fn draw(&mut self, operator: &[u8], operands: &[Token]) {
        let numbers = numbers(operands);
        let page = self.state.page;
        match (operator, &numbers[..]) {
            (b"m", [x, y]) => self.path.move_to(page.point(*x, *y)),
            (b"l", [x, y]) | (b"c", [_, _, _, _, x, y]) | (b"v" | b"y", [_, _, x, y]) => {
                self.path.line_to(page.point(*x, *y))
            }
            (b"h", _) => self.path.close(),
            (b"re", [x, y, width, height]) => self.path.rectangle(page, [*x, *y, *width, *height]),
            _ => {}
        }
    }

    fn paint(&mut self, fill: bool, stroke: bool) {
        let room = ITEMS.saturating_sub(self.sheet.bars.len());
        if fill && self.state.fill != Shade::White {
            self.sheet.bars.extend(self.path.filled().take(room));
        }
        if stroke && self.state.stroke != Shade::White {
            let width = self.state.line_width * self.state.page.upright();
            self.sheet.bars.extend(self.path.stroked(width).take(room));
        }
        self.path.clear();
    }

    fn external(&mut self, operands: &[Token], resources: &'a Dictionary, depth: usize) {
        let Some(Token::Name(name)) = operands.first() else { return };
        let document = self.book.document;
        let Some(Object::Stream(stream)) =
            sub(document, resources, b"XObject").and_then(|all| entry(document, all, name))
        else {
            return;
        };
        match stream.dict.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => self.sheet.images += 1,
            Ok(b"Form") if depth < DEPTH => {
                let Some(content) = self.book.inflate(stream) else { return };
                let saved = self.state.clone();
                let own = super::book::matrix_of(document, &stream.dict);
                self.state.page = own.then(self.state.page);
                let (text, line) = (self.text, self.line);
                let resources = sub(document, &stream.dict, b"Resources").unwrap_or(resources);
                self.run(&content, resources, depth + 1);
                (self.state, self.text, self.line) = (saved, text, line);
            }
            Ok(b"Form") => self.book.note("các khối lồng nhau quá sâu"),
            _ => {}
        }
    }
}

fn numbers(operands: &[Token]) -> Vec<f64> {
    operands
        .iter()
        .filter_map(|token| if let Token::Number(number) = token { Some(*number) } else { None })
        .collect()
}

fn matrix(numbers: &[f64]) -> Option<Matrix> {
    let matrix = Matrix(numbers.try_into().ok()?);
    matrix.sound().then_some(matrix)
}
