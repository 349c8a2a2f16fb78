//! The Party's table: Hướng dẫn 05-HD/VPTW (27/5/2026), as far as its published tables agree with one another.

use super::state::STATE;
use crate::audit::part::Part;
use crate::audit::profile::{
    Body, Case, Component, Format, Leading, Letters, Margins, Mark, PageNumber, Profile, Sign,
};

/// No article numbers of this guidance were at hand: the row of its table is named instead.
const ARTICLE: &str = "bảng thể thức văn bản của Đảng";

/// Party documents.
pub const PARTY: Profile = Profile {
    name: "Hướng dẫn 05-HD/VPTW",
    heading: "đảng cộng sản việt nam",
    format: Format { width: 210.0, height: 297.0, article: ARTICLE, turned_article: ARTICLE },
    margins: Margins {
        // Two published tables differ (20/20/30/15 and the Decree's ranges): what both allow passes.
        article: ARTICLE,
        ..STATE.margins
    },
    letters: Letters { article: ARTICLE, ..STATE.letters },
    components: COMPONENTS,
    signs: &[
        Sign { under: Part::Heading, mark: Mark::Rule(1.0, 1.0), article: ARTICLE },
        Sign { under: Part::Organ, mark: Mark::Typed("*"), article: ARTICLE },
        Sign { under: Part::Subject, mark: Mark::Typed("-----"), article: ARTICLE },
    ],
    page_number: PageNumber { size: (14.0, 14.0), article: ARTICLE, annex_article: ARTICLE },
    body: Body { indents: &[10.0, 12.7], gap: 6.0, leading: Leading::Points(18.0, 22.0), article: ARTICLE },
};

const COMPONENTS: &[Component] = &[
    Component {
        part: Part::Heading,
        required: true,
        size: (15.0, 15.0),
        bold: Some(true),
        italic: Some(false),
        case: Case::Capitals,
        article: ARTICLE,
    },
    Component {
        part: Part::Superior,
        required: false,
        size: (14.0, 14.0),
        bold: Some(false),
        italic: Some(false),
        case: Case::Capitals,
        article: ARTICLE,
    },
    Component {
        part: Part::Organ,
        required: true,
        size: (14.0, 14.0),
        bold: Some(true),
        italic: Some(false),
        case: Case::Capitals,
        article: ARTICLE,
    },
    Component {
        part: Part::Number,
        required: true,
        size: (14.0, 14.0),
        bold: Some(false),
        italic: Some(false),
        case: Case::Any,
        article: ARTICLE,
    },
    Component {
        part: Part::PlaceDate,
        required: true,
        size: (14.0, 14.0),
        bold: Some(false),
        italic: Some(true),
        case: Case::Sentence,
        article: ARTICLE,
    },
    Component {
        part: Part::Kind,
        required: false,
        size: (15.0, 16.0),
        bold: Some(true),
        italic: Some(false),
        case: Case::Capitals,
        article: ARTICLE,
    },
    Component {
        part: Part::Subject,
        required: false,
        size: (14.0, 15.0),
        bold: Some(true),
        italic: Some(false),
        case: Case::Sentence,
        article: ARTICLE,
    },
    Component {
        part: Part::LetterSubject,
        required: false,
        size: (12.0, 12.0),
        bold: Some(false),
        italic: Some(true),
        case: Case::Sentence,
        article: ARTICLE,
    },
    Component {
        part: Part::Addressee,
        required: false,
        size: (14.0, 14.0),
        bold: None,
        italic: None,
        case: Case::Sentence,
        article: ARTICLE,
    },
    Component {
        part: Part::Basis,
        required: false,
        size: (14.0, 15.0),
        bold: Some(false),
        italic: Some(false),
        case: Case::Sentence,
        article: ARTICLE,
    },
    Component {
        part: Part::Body,
        required: true,
        size: (14.0, 15.0),
        bold: None,
        italic: None,
        case: Case::Any,
        article: ARTICLE,
    },
    Component {
        part: Part::Signer,
        required: true,
        size: (14.0, 14.0),
        bold: None,
        italic: Some(false),
        case: Case::Capitals,
        article: ARTICLE,
    },
    Component {
        part: Part::SignerName,
        required: false,
        size: (14.0, 14.0),
        bold: Some(true),
        italic: Some(false),
        case: Case::Sentence,
        article: ARTICLE,
    },
    Component {
        part: Part::RecipientsHead,
        required: true,
        size: (14.0, 14.0),
        bold: Some(false),
        italic: Some(false),
        case: Case::Sentence,
        article: ARTICLE,
    },
    Component {
        part: Part::Recipients,
        required: false,
        size: (12.0, 12.0),
        bold: Some(false),
        italic: Some(false),
        case: Case::Sentence,
        article: ARTICLE,
    },
    Component {
        part: Part::PageNumber,
        required: false,
        size: (14.0, 14.0),
        bold: Some(false),
        italic: Some(false),
        case: Case::Any,
        article: ARTICLE,
    },
];
