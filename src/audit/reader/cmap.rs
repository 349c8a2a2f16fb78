//! A ToUnicode map: codes of a font to letters (ISO 32000-1, 9.10.3).

use std::collections::BTreeMap;

use super::limits::CODES;
use super::tokens::{Token, Tokens};

/// Code → text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ToUnicode(BTreeMap<u32, String>);

impl ToUnicode {
    /// Reads the map's `bfchar` and `bfrange` sections; what is not understood is left out.
    pub fn parse(bytes: &[u8]) -> ToUnicode {
        let mut map = ToUnicode::default();
        let mut waiting: Vec<Token> = Vec::new();
        for token in Tokens::new(bytes) {
            match token {
                Token::Operator(word) => {
                    match &word[..] {
                        b"endbfchar" => map.characters(&waiting),
                        b"endbfrange" => map.ranges(&waiting),
                        _ => {}
                    }
                    waiting.clear();
                }
                operand if waiting.len() < CODES => waiting.push(operand),
                _ => {}
            }
        }
        map
    }

    pub fn get(&self, code: u32) -> Option<&str> {
        self.0.get(&code).map(String::as_str)
    }

    fn put(&mut self, code: u32, text: String) {
        if self.0.len() < CODES {
            self.0.insert(code, text);
        }
    }

    fn characters(&mut self, pairs: &[Token]) {
        for pair in pairs.chunks_exact(2) {
            if let [Token::Text(code), Token::Text(text)] = pair {
                self.put(number(code), utf16(text));
            }
        }
    }

    fn ranges(&mut self, triples: &[Token]) {
        for triple in triples.chunks_exact(3) {
            let [Token::Text(first), Token::Text(last), target] = triple else { continue };
            let (first, last) = (number(first), number(last));
            let last = last.min(first.saturating_add(0xffff));
            match target {
                Token::Text(text) => self.run(first, last, text),
                Token::Array(texts) => {
                    for (code, text) in (first..=last).zip(texts) {
                        if let Token::Text(text) = text {
                            self.put(code, utf16(text));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The last unit of the target counts on with the code.
    fn run(&mut self, first: u32, last: u32, text: &[u8]) {
        let mut units = units(text);
        let Some(start) = units.pop() else { return };
        for code in first..=last {
            if self.0.len() >= CODES {
                return;
            }
            units.push(start.wrapping_add((code - first) as u16));
            self.put(code, String::from_utf16_lossy(&units));
            units.pop();
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |value, byte| value << 8 | u32::from(*byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [one] => vec![u16::from(*one)],
        _ => bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect(),
    }
}

fn utf16(bytes: &[u8]) -> String {
    String::from_utf16_lossy(&units(bytes))
}

#[cfg(test)]
mod tests {
    use super::ToUnicode;

    #[test]
    fn characters_ranges_and_lists() {
        let map = ToUnicode::parse(
            b"/CMapName /X def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <1EC7> <0004> <00660069> endbfchar\n\
              2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0111> <0110>] endbfrange",
        );
        let said = |code| map.get(code).unwrap_or("-").to_owned();
        assert_eq!([3, 4, 0x10, 0x12, 0x20, 0x21, 0x22].map(said), ["ệ", "fi", "A", "C", "đ", "Đ", "-"]);
    }

    #[test]
    fn an_endless_range_is_cut() {
        let map = ToUnicode::parse(b"<00000000> <FFFFFFFF> <0041> endbfrange <01> <00> <41> endbfrange");
        assert!(map.0.len() <= super::CODES);
    }
}
