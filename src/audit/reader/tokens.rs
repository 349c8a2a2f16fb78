//! The words of a content stream, one at a time: never more than one operator's operands in memory.

/// Arrays inside arrays; real streams have none.
const NESTING: usize = 4;

/// One operand or operator (ISO 32000-1, 7.8.2).
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Number(f64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Token>),
    /// A dictionary of marked content: not needed, only passed over.
    Dictionary,
    Operator(Vec<u8>),
}

/// Reads a stream's tokens. What is no PDF syntax is passed over.
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn token(&mut self, depth: usize) -> Option<Token> {
        loop {
            self.skip_space();
            let byte = self.peek()?;
            match byte {
                b'(' => return Some(Token::Text(self.literal())),
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                    self.skip_dictionary();
                    return Some(Token::Dictionary);
                }
                b'<' => return Some(Token::Text(self.hexadecimal())),
                b'/' => {
                    self.at += 1;
                    return Some(Token::Name(name(self.regular())));
                }
                b'[' => {
                    self.at += 1;
                    return Some(Token::Array(self.array(depth)));
                }
                byte if is_delimiter(byte) => self.at += 1,
                _ => return Some(word(self.regular())),
            }
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        &self.bytes[start..self.at]
    }

    fn array(&mut self, depth: usize) -> Vec<Token> {
        let mut items = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => return items,
                Some(b']') => {
                    self.at += 1;
                    return items;
                }
                Some(b'[') if depth >= NESTING => self.at += 1,
                Some(_) => match self.token(depth + 1) {
                    Some(item) => items.push(item),
                    None => return items,
                },
            }
        }
    }

    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut out, mut open) = (Vec::new(), 1);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut out),
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
            if byte != b'\\' {
                out.push(byte);
            }
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                out.push((value & 0xff) as u8);
            }
            other => out.push(other),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            digits.extend((byte as char).to_digit(16).map(|digit| digit as u8));
        }
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
    }

    fn skip_dictionary(&mut self) {
        let mut open = 0usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'(' => {
                    self.literal();
                    continue;
                }
                b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                    open += 1;
                    self.at += 1;
                }
                b'>' if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    open = open.saturating_sub(1);
                    self.at += 1;
                }
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }

    /// An inline image's bytes are no tokens: on to the `EI` that stands alone.
    fn skip_image(&mut self) {
        while self.at < self.bytes.len() {
            let here = &self.bytes[self.at..];
            let alone = here.starts_with(b"EI")
                && here.get(2).is_none_or(|byte| is_space(*byte))
                && self
                    .at
                    .checked_sub(1)
                    .and_then(|at| self.bytes.get(at))
                    .is_some_and(|byte| is_space(*byte));
            if alone {
                self.at += 2;
                return;
            }
            self.at += 1;
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let token = self.token(0)?;
        if token == Token::Operator(b"BI".to_vec()) {
            self.skip_image();
        }
        Some(token)
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

fn word(text: &[u8]) -> Token {
    let number = std::str::from_utf8(text)
        .ok()
        .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte)))
        .and_then(|text| text.parse::<f64>().ok())
        .filter(|number| number.is_finite());
    match number {
        Some(number) => Token::Number(number),
        None => Token::Operator(text.to_vec()),
    }
}

fn name(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let hex = (*byte == b'#')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        out.push(hex.unwrap_or(*byte));
        at += if hex.is_some() { 3 } else { 1 };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    fn all(text: &[u8]) -> Vec<Token> {
        Tokens::new(text).collect()
    }

    #[test]
    fn operands_and_operators() {
        let tokens = all(b"/F#31 12.5 Tf [(a\\(b\\051)-.5<4142 4>]TJ % x\nET");
        let text = |bytes: &[u8]| Token::Text(bytes.to_vec());
        assert_eq!(tokens[0], Token::Name(b"F1".to_vec()));
        assert_eq!(tokens[1], Token::Number(12.5));
        assert_eq!(tokens[3], Token::Array(vec![text(b"a(b)"), Token::Number(-0.5), text(b"AB@")]));
        assert_eq!(tokens[5], Token::Operator(b"ET".to_vec()));
    }

    #[test]
    fn dictionaries_and_images_are_passed_over() {
        let tokens = all(b"/P <</MCID 0/A<</B(>>)>>>> BDC BI /W 1 ID \x00EIx( EI Q");
        assert_eq!(tokens[1], Token::Dictionary);
        assert_eq!(tokens.last(), Some(&Token::Operator(b"Q".to_vec())));
        assert_eq!(tokens.len(), 5);
    }

    #[test]
    fn rubbish_ends() {
        let deep = b"[".repeat(100_000);
        assert!(all(&deep).len() <= 1);
        for bad in [&b"(((("[..], b"<<<<<", b"<41", b">>)]}", b"\\", b"/", b"BI", b"1e999 --3 1.2.3"] {
            all(bad);
        }
    }
}
