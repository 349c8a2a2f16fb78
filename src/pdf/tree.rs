//! Which structure elements are written, and their standard names.

use crate::document::Role;
use crate::pages::{Node, NodeId, Pages};

/// The elements that can be reached from the Document without passing an artifact.
pub struct Tree {
    /// By node: its place among the elements written.
    places: Vec<Option<u32>>,
    /// In reading order, the Document first.
    pub elements: Vec<NodeId>,
    /// By place: the place of the parent; the Document has none.
    pub parents: Vec<Option<u32>>,
}

impl Tree {
    /// Walks the tree in reading order. A node met twice counts once, so a loop cannot hang the walk.
    pub fn new(pages: &Pages) -> Tree {
        let most = pages.tree.len();
        let mut tree = Tree {
            places: vec![None; most],
            elements: Vec::with_capacity(most),
            parents: Vec::with_capacity(most),
        };
        let mut open = vec![(NodeId(0), None)];
        while let Some((id, parent)) = open.pop() {
            let Some(node) = pages.tree.get(id.0 as usize) else {
                continue;
            };
            if node.role == Role::Artifact || tree.holds(id) {
                continue;
            }
            let place = tree.elements.len() as u32;
            tree.places[id.0 as usize] = Some(place);
            tree.elements.push(id);
            tree.parents.push(parent);
            if let Some(only) = only_paragraph(pages, node) {
                tree.places[only.0 as usize] = Some(place);
                continue;
            }
            open.extend(node.children.iter().rev().map(|child| (*child, Some(place))));
        }
        tree
    }

    /// True when the element is written.
    pub fn holds(&self, id: NodeId) -> bool {
        self.place(id).is_some()
    }

    /// The structure type of the element that holds a node's content.
    pub fn role(&self, pages: &Pages, id: NodeId) -> &'static str {
        let element = self.place(id).and_then(|place| self.elements.get(place as usize));
        element
            .and_then(|element| pages.tree.get(element.0 as usize))
            .map_or("Span", |node| role_name(node.role))
    }

    /// Position among `elements`.
    pub fn place(&self, id: NodeId) -> Option<u32> {
        self.places.get(id.0 as usize).copied().flatten()
    }

    /// The children, by place, that are written below the element at `place`.
    pub fn children<'a>(&'a self, place: u32, node: &'a Node) -> impl Iterator<Item = u32> + 'a {
        let below = move |child: &u32| self.parents.get(*child as usize).copied().flatten() == Some(place);
        node.children.iter().filter_map(|child| self.place(*child)).filter(below)
    }
}

/// The paragraph that is all there is in a cell: the cell then holds its text itself, which says the same to every
/// reader and halves the tree of a long table.
fn only_paragraph(pages: &Pages, cell: &Node) -> Option<NodeId> {
    let [only] = cell.children[..] else {
        return None;
    };
    let inside = pages.tree.get(only.0 as usize)?;
    let plain = inside.role == Role::P && inside.children.is_empty() && inside.alt.is_none();
    (plain && matches!(cell.role, Role::TH | Role::TD)).then_some(only)
}

/// The standard structure type (ISO 32000-1, 14.8.4).
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Part => "Part",
        Role::Sect => "Sect",
        Role::Div => "Div",
        Role::P => "P",
        Role::H(level) => ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(level.clamp(1, 6)) - 1],
        Role::L(_) => "L",
        Role::LI => "LI",
        Role::Lbl => "Lbl",
        Role::LBody => "LBody",
        Role::Table => "Table",
        Role::THead => "THead",
        Role::TBody => "TBody",
        Role::TFoot => "TFoot",
        Role::TR => "TR",
        Role::TH => "TH",
        Role::TD => "TD",
        Role::Caption => "Caption",
        Role::Figure => "Figure",
        // An artifact is never written as an element.
        Role::Span | Role::Artifact => "Span",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(role: Role, children: &[u32]) -> Node {
        let children = children.iter().map(|child| NodeId(*child)).collect();
        Node { role, children, alt: None, scope: None, colspan: 1, rowspan: 1 }
    }

    #[test]
    fn a_cell_takes_over_its_only_paragraph() {
        let nodes = vec![
            node(Role::Document, &[1, 3]),
            node(Role::TD, &[2]),
            node(Role::P, &[]),
            node(Role::TD, &[4, 5]),
            node(Role::P, &[]),
            node(Role::P, &[]),
        ];
        let pages = Pages { tree: nodes, ..Pages::default() };
        let tree = Tree::new(&pages);
        assert_eq!(tree.elements, [0, 1, 3, 4, 5].map(NodeId));
        assert_eq!(tree.place(NodeId(2)), tree.place(NodeId(1)));
        assert_eq!(tree.children(1, &pages.tree[1]).count(), 0);
    }

    #[test]
    fn loops_strays_and_artifacts_are_left_out() {
        let nodes = vec![
            node(Role::Document, &[2, 1, 99]),
            node(Role::P, &[0]),
            node(Role::Artifact, &[3]),
            node(Role::P, &[]),
        ];
        let pages = Pages { tree: nodes, ..Pages::default() };
        let tree = Tree::new(&pages);
        assert_eq!(tree.elements, [NodeId(0), NodeId(1)]);
        assert!(!tree.holds(NodeId(3)) && !tree.holds(NodeId(77)));
        assert_eq!(tree.children(0, &pages.tree[0]).collect::<Vec<_>>(), [1]);
    }
}
