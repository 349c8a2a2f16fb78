//! Departments by code, in the office's own order.

use std::collections::BTreeMap;

use crate::domain::{Catalogue, Department, DepartmentKind};

/// The departments of the catalogue with their places.
pub(super) struct Roster<'a> {
    pub(super) departments: &'a [Department],
    places: BTreeMap<&'a str, usize>,
}

impl<'a> Roster<'a> {
    pub(super) fn of(catalogue: &'a Catalogue) -> Roster<'a> {
        let mut places = BTreeMap::new();
        for (place, department) in catalogue.departments.iter().enumerate() {
            places.entry(department.code.as_str()).or_insert(place);
        }
        Roster { departments: &catalogue.departments, places }
    }

    /// Place in the roster; codes that the catalogue does not know come last.
    pub(super) fn place(&self, code: &str) -> usize {
        self.places.get(code).copied().unwrap_or(usize::MAX)
    }

    pub(super) fn department(&self, code: &str) -> Option<&'a Department> {
        self.departments.get(self.place(code))
    }

    /// Name for print; the words as typed where the catalogue has no such code.
    pub(super) fn name<'b>(&self, code: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.department(code).map_or(code, |department| &department.name)
    }

    pub(super) fn is_territory(&self, code: &str) -> bool {
        self.department(code).is_some_and(|department| department.kind == DepartmentKind::Territory)
    }

    /// How many territorial units there are.
    pub(super) fn territories(&self) -> usize {
        self.departments.iter().filter(|department| department.kind == DepartmentKind::Territory).count()
    }
}
