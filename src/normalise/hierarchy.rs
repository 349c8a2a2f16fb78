//! Rows under rows: which names stand above a row, told by its mark (A, I, 1, 1.1, a, -, +) and its indent.

use std::rc::Rc;

use crate::domain::key;

/// What a row's mark says about its level; levels nest in the order in which a table first uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Capital,
    Roman,
    /// "1", "1.1", "1.1.1": with the number of parts.
    Numbers(usize),
    Letter,
    Sign(char),
    /// No mark: indent, and whether the row is a heading without figures.
    Plain {
        indent: usize,
        group: bool,
    },
}

/// The names above the present row.
#[derive(Debug, Default)]
pub struct Hierarchy {
    open: Vec<(Mark, Rc<str>)>,
    /// The mark before the present one: "I" after "H" is a letter, else a Roman number.
    last_capital: Option<char>,
}

impl Hierarchy {
    /// Enters the next row and gives the match keys of the names above it, outermost first.
    pub fn enter(&mut self, ordinal: &str, name: &str, indent: usize, group: bool) -> Vec<Rc<str>> {
        let mark = self.mark(ordinal, name, indent, group);
        if let Some(keep) = self.keep(mark) {
            self.open.truncate(keep);
        }
        let above = self.open.iter().map(|(_, name)| Rc::clone(name)).collect();
        self.open.push((mark, key::fold_shared(name)));
        above
    }

    /// How many open rows stay open above a row with this mark; `None`: all.
    fn keep(&self, mark: Mark) -> Option<usize> {
        match mark {
            Mark::Plain { indent, group } => self.open.iter().position(|(open, _)| match open {
                Mark::Plain { indent: other, group: other_group } => {
                    *other >= indent && (group || !other_group || *other > indent)
                }
                _ => false,
            }),
            Mark::Numbers(parts @ 2..) => self
                .open
                .iter()
                .position(|(open, _)| matches!(open, Mark::Numbers(other) if *other >= parts))
                .or_else(|| {
                    self.open
                        .iter()
                        .rposition(|(open, _)| matches!(open, Mark::Numbers(_)))
                        .map(|parent| parent + 1)
                }),
            mark => self.open.iter().position(|(open, _)| *open == mark),
        }
    }

    fn mark(&mut self, ordinal: &str, name: &str, indent: usize, group: bool) -> Mark {
        let typed = ordinal.trim();
        let head = if typed.is_empty() { leading_mark(name) } else { typed };
        let bare = head.trim_end_matches(['.', ')', ':', '/']).trim_start_matches('(');
        let mut letters = bare.chars();
        match (letters.next(), letters.next()) {
            (Some(sign @ ('-' | '+' | '*' | '•' | '–')), None) => {
                Mark::Sign(if sign == '–' { '-' } else { sign })
            }
            (Some(c), _) if c.is_ascii_digit() && bare.chars().all(|c| c.is_ascii_digit() || c == '.') => {
                Mark::Numbers(bare.split('.').count())
            }
            (Some(c), None) if c.is_ascii_uppercase() => self.capital(c),
            (Some(_), Some(_)) if bare.chars().all(|c| "IVXLC".contains(c)) => {
                self.last_capital = None;
                Mark::Roman
            }
            (Some(c), None) if c.is_lowercase() => Mark::Letter,
            _ => Mark::Plain { indent, group },
        }
    }

    /// A single capital is a Roman number if it can be one, unless letters in order lead to it (… H, I).
    fn capital(&mut self, c: char) -> Mark {
        let follows = self.last_capital.is_some_and(|before| u32::from(before) + 1 == u32::from(c));
        if "IVX".contains(c) && !follows {
            return Mark::Roman;
        }
        self.last_capital = Some(c);
        Mark::Capital
    }
}

/// The mark that a name itself begins with: "- Diện tích", "1. Lúa", "a) Ngô", "II. Xã hội".
fn leading_mark(name: &str) -> &str {
    let name = name.trim_start();
    if name.starts_with(['-', '+', '*', '•', '–']) {
        return name.char_indices().nth(1).map_or(name, |(end, _)| &name[..end]);
    }
    let head = name.split_whitespace().next().unwrap_or("");
    let marked = head.len() <= 6 && head.ends_with(['.', ')']) && head.len() > 1;
    if marked { head } else { "" }
}

#[cfg(test)]
mod tests {
    use super::Hierarchy;

    fn walk(rows: &[(&str, &str, usize, bool)]) -> Vec<String> {
        let mut hierarchy = Hierarchy::default();
        rows.iter()
            .map(|(ordinal, name, indent, group)| {
                let above = hierarchy.enter(ordinal, name, *indent, *group);
                above.into_iter().chain([std::rc::Rc::from(*name)]).collect::<Vec<_>>().join(" > ")
            })
            .collect()
    }

    #[test]
    fn marks_nest_in_the_order_of_their_first_use() {
        let paths = walk(&[
            ("A", "Kinh tế", 0, true),
            ("I", "Nông nghiệp", 0, true),
            ("1", "Lúa", 0, true),
            ("-", "Diện tích", 0, false),
            ("-", "Sản lượng", 0, false),
            ("2", "Ngô", 0, true),
            ("", "- Diện tích", 0, false),
            ("II", "Công nghiệp", 0, true),
            ("B", "Xã hội", 0, true),
            ("1", "Dân số", 0, false),
        ]);
        assert_eq!(paths[3], "kinh tế > nông nghiệp > lúa > Diện tích");
        assert_eq!(paths[4], "kinh tế > nông nghiệp > lúa > Sản lượng");
        assert_eq!(paths[6], "kinh tế > nông nghiệp > ngô > - Diện tích");
        assert_eq!(paths[7], "kinh tế > Công nghiệp");
        assert_eq!(paths[9], "xã hội > Dân số");
    }

    #[test]
    fn dotted_numbers_and_indents() {
        let paths = walk(&[
            ("1", "Lúa", 0, false),
            ("1.1", "Lúa đông xuân", 0, false),
            ("-", "Diện tích", 0, false),
            ("1.2", "Lúa mùa", 0, false),
            ("2", "Ngô", 0, false),
        ]);
        assert_eq!(paths[2], "lúa > lúa đông xuân > Diện tích");
        assert_eq!(paths[3], "lúa > Lúa mùa");
        assert_eq!(paths[4], "Ngô");
        let paths = walk(&[
            ("", "Chăn nuôi", 0, true),
            ("", "Đàn lợn", 0, false),
            ("", "Lợn nái", 2, false),
            ("", "Đàn bò", 0, false),
        ]);
        assert_eq!(paths[1], "chăn nuôi > Đàn lợn");
        assert_eq!(paths[2], "chăn nuôi > đàn lợn > Lợn nái");
        assert_eq!(paths[3], "chăn nuôi > Đàn bò");
    }
}
