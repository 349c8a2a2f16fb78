//! Quantity to sentence and cell; the same figure in another unit or precision.

use rust_decimal::{Decimal, RoundingStrategy};

use super::super::{key, number, unit};
use super::phrase::{Phrase, dissect};
use super::{Kind, Quantity, Words};

impl Quantity {
    /// In a sentence, in the sender's own words, with its unit: "tăng trên 22%", "khoảng 1.000 tỷ đồng",
    /// "01 trường (Trung học cơ sở Thủy Tây)". A no-break space stands between number and unit. `unit`:
    /// the indicator's unit; the sender's spelling of the same unit goes first.
    pub fn in_sentence(&self, unit: &str) -> String {
        let Some(phrase) = self.phrase(unit) else {
            return self.text().into_owned();
        };
        let named = if !phrase.unit.is_empty() {
            phrase.unit.as_str()
        } else if !phrase.unit_is_loose() {
            ""
        } else {
            self.own_spelling(unit)
        };
        phrase.print(named, '\u{a0}')
    }

    /// In a table cell, whose column gives the unit: "tăng trên 22", "khoảng 1.000", "229.800 (lúa khô)".
    pub fn in_cell(&self) -> String {
        self.text().into_owned()
    }

    /// The same figure counted in another unit of the same kind; a word value and a relative change
    /// ("tăng 12%") stay as they are. `None` where the kinds differ or the number overflows.
    pub fn converted(&self, from: &str, to: &str) -> Option<Quantity> {
        if (self.low().is_none() && self.high().is_none()) || self.is_relative(from) {
            return Some(self.clone());
        }
        let bound = |bound: Option<Decimal>| match bound {
            Some(value) => unit::convert(value, from, to).map(Some),
            None => Some(None),
        };
        let mut converted = Words { low: bound(self.low())?, high: bound(self.high())?, ..self.words() };
        if unit::convert(Decimal::ONE, from, to)? == Decimal::ONE {
            return Some(converted.into());
        }
        if let Some(phrase) = self.phrase(from) {
            let phrase = phrase.map(|number| {
                let value = unit::convert(number.value, from, to)?;
                Some(number.with(value, value.scale()))
            })?;
            converted.text = phrase.print(if phrase.unit.is_empty() { "" } else { to }, ' ');
            converted.decimals = phrase.first.decimals;
            converted.unit = Some(from.to_string());
        }
        Some(converted.into())
    }

    /// The same figure printed with so many digits after the comma, rounded half away from zero; bounds
    /// stay unrounded. `None`: as typed.
    pub fn printed_with(&self, decimals: Option<u32>, unit: &str) -> Quantity {
        let (Some(digits), Some(phrase)) = (decimals, self.phrase(unit)) else {
            return self.clone();
        };
        let rounded = phrase.map(|number| {
            let value = number.value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
            Some(number.with(value, digits))
        });
        match rounded {
            Some(phrase) => {
                Words { text: phrase.print(&phrase.unit, ' '), decimals: digits, ..self.words() }.into()
            }
            None => self.clone(),
        }
    }

    /// Do both say the same: bounds, qualifier, level or change; word values by their match key?
    pub fn agrees_with(&self, other: &Quantity) -> bool {
        let bounds =
            |quantity: &Quantity| (quantity.low(), quantity.high(), quantity.qualifier(), quantity.kind());
        let words = self.low().is_some()
            || self.high().is_some()
            || key::fold(&self.text()) == key::fold(&other.text());
        bounds(self) == bounds(other) && words
    }

    /// How far this lies from the other, as a signed number: `-0,5`; `None` where one is no number or both are the same.
    pub fn apart_from(&self, other: &Quantity) -> Option<String> {
        let difference = self.nominal()?.checked_sub(other.nominal()?)?;
        (!difference.is_zero()).then(|| number::vietnamese(difference, None))
    }

    /// A change in percent of something that is not counted in percent.
    pub fn is_relative(&self, unit: &str) -> bool {
        let own = self.unit().unwrap_or("");
        let change = matches!(self.kind(), Kind::Increase | Kind::Decrease);
        change && !own.is_empty() && own.starts_with(['%', '‰']) && !unit::same_kind(own, unit)
    }

    fn phrase(&self, unit: &str) -> Option<Phrase> {
        if self.low().is_none() && self.high().is_none() {
            return None;
        }
        dissect(&self.text(), unit).filter(|_| self.qualifier() != Some(super::Qualifier::NoneLeft))
    }

    /// "tỉ đồng" where the sender wrote so, the indicator's unit elsewhere.
    fn own_spelling<'a>(&'a self, unit: &'a str) -> &'a str {
        let Some(own) = self.unit() else {
            return unit;
        };
        let counted = unit.split('/').next().unwrap_or(unit);
        let same = unit::convert(Decimal::ONE, own, unit) == Some(Decimal::ONE)
            || key::fold(own) == key::fold(counted);
        if unit.is_empty() || same { own } else { unit }
    }
}
