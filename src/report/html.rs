//! Text made safe for HTML, and the few elements that the page is made of.

/// The page while it is written.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
}

impl Page {
    /// Markup of our own.
    pub(super) fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// Words of anybody.
    pub(super) fn say(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                '\'' => self.text.push_str("&#39;"),
                '\n' | '\t' => self.text.push(letter),
                letter if is_unseen(letter) => {}
                letter => self.text.push(letter),
            }
        }
    }

    /// An element with words; the class is left out where it is empty.
    pub(super) fn element(&mut self, tag: &str, class: &str, words: &str) {
        if class.is_empty() {
            self.raw(&format!("<{tag}>"));
        } else {
            self.raw(&format!("<{tag} class=\"{class}\">"));
        }
        self.say(words);
        self.raw(&format!("</{tag}>\n"));
    }

    /// Opens a section with its heading.
    pub(super) fn section(&mut self, id: &str, title: &str) {
        self.raw(&format!("<section id=\"{id}\">\n"));
        self.element("h2", "", title);
    }

    /// Opens a table with its heading row, repeated on every printed page.
    pub(super) fn table(&mut self, class: &str, heads: &[&str]) {
        self.raw(&format!("<table class=\"{class}\">\n<thead><tr>"));
        heads.iter().for_each(|head| self.element("th", "", head));
        self.raw("</tr></thead>\n<tbody>\n");
    }

    pub(super) fn end_table(&mut self) {
        self.raw("</tbody>\n</table>\n");
    }

    /// A row of plain cells: (class, words).
    pub(super) fn row(&mut self, cells: &[(&str, &str)]) {
        self.raw("<tr>");
        cells.iter().for_each(|(class, words)| self.element("td", class, words));
        self.raw("</tr>\n");
    }

    /// A bar with its numbers beside it: the bar is never the only sign.
    pub(super) fn bar(&mut self, label: &str, have: usize, want: usize) {
        let share = (have * 100).checked_div(want).unwrap_or(0).min(100);
        self.raw("<tr>");
        self.element("th", "", label);
        self.raw(&format!(
            "<td class=\"thanh\"><div class=\"khung\" aria-hidden=\"true\"><div class=\"day\" style=\"width:{share}%\"></div></div></td>"
        ));
        self.element("td", "so", &format!("{have}/{want} ({share}%)"));
        self.raw("</tr>\n");
    }
}

/// Control characters, and marks that turn the direction of writing: they would hide what a file is called.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
