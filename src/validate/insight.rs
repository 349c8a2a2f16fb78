//! What the rules need to know of each indicator, found out once instead of for every row of every file.

use std::collections::BTreeMap;

use super::rules::{Said, said};
use crate::domain::key::{self, Mentions};
use crate::domain::{Aggregation, Catalogue, IndicatorSpec, unit};

/// Shorter names ("Lúa") stand in too many sentences.
const SHORTEST_NAME: usize = 10;

/// One indicator of the catalogue, looked at by the rules.
#[derive(Debug)]
pub struct Insight {
    /// Its unit is a percentage.
    pub percent: bool,
    /// Growth or a ratio, if its name says so.
    pub said: Option<Said>,
}

/// All of them, and what they have to do with each other.
#[derive(Debug)]
pub struct Insights {
    indicators: Vec<Insight>,
    /// Indicators that are the sum of others, each with its parts, in catalogue order.
    pub wholes: BTreeMap<usize, Vec<usize>>,
    /// The folded names and aliases by which sentences speak of indicators; of each the indicator's position.
    pub names: Mentions<usize>,
}

impl Insights {
    pub fn of(catalogue: &Catalogue) -> Insights {
        let specs = &catalogue.indicators;
        let insight = |spec: &IndicatorSpec| Insight {
            percent: unit::same_kind(&spec.unit, "%"),
            said: said(&spec.name),
        };
        let named = specs.iter().enumerate().flat_map(|(place, spec)| {
            let names = std::iter::once(&spec.name).chain(&spec.aliases);
            names.map(move |name| (key::fold(name), place))
        });
        Insights {
            indicators: specs.iter().map(insight).collect(),
            wholes: wholes(specs),
            names: Mentions::of(named.filter(|(name, _)| name.chars().count() >= SHORTEST_NAME)),
        }
    }

    pub fn get(&self, indicator: usize) -> Option<&Insight> {
        self.indicators.get(indicator)
    }
}

fn wholes(specs: &[IndicatorSpec]) -> BTreeMap<usize, Vec<usize>> {
    let places: BTreeMap<&str, usize> =
        specs.iter().enumerate().map(|(place, spec)| (spec.code.as_str(), place)).collect();
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, spec) in specs.iter().enumerate() {
        let whole = spec.parent.as_deref().and_then(|code| places.get(code)).copied();
        let Some(whole) = whole.filter(|whole| *whole != place) else { continue };
        let adds = specs
            .get(whole)
            .is_some_and(|of| of.aggregation == Aggregation::Sum && unit::same_kind(&of.unit, &spec.unit));
        if adds {
            parts.entry(whole).or_default().push(place);
        }
    }
    parts
}
