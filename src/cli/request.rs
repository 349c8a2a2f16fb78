//! What the user asked for, as plain values.

use std::num::NonZero;
use std::path::PathBuf;

use chrono::NaiveDate;

/// A command and the flags that all commands share.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    pub command: Command,
    pub format: Format,
    pub color: ColorChoice,
    pub fail_on: FailOn,
    pub quiet: bool,
    pub verbose: bool,
    /// No bars, no lines on how far the work has come.
    pub no_progress: bool,
    /// Threads; `None`: as many as the machine has cores.
    pub jobs: Option<NonZero<usize>>,
    /// Date to print and store; `None`: today, or `SOURCE_DATE_EPOCH`.
    pub as_of: Option<NaiveDate>,
    /// Folder of the plans.
    pub input: PathBuf,
}

impl Request {
    /// A command with the flags that the command line has by default, in silence and on all cores.
    pub fn new(command: Command) -> Request {
        Request {
            command,
            format: Format::Human,
            color: ColorChoice::Never,
            fail_on: FailOn::Error,
            quiet: true,
            verbose: false,
            no_progress: true,
            jobs: None,
            as_of: None,
            input: "input".into(),
        }
    }
}

/// One command. Plans are folders or names; none means every plan under the input folder.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    Build {
        plans: Vec<String>,
        output: PathBuf,
        is_final: bool,
        only: Vec<String>,
    },
    Check {
        plans: Vec<String>,
        output: PathBuf,
    },
    /// What changed between two drafts (`lan-1`, `lan-2` …, `chinh-thuc`, `hien-tai`).
    Diff {
        plan: String,
        from: Option<String>,
        to: Option<String>,
        output: PathBuf,
    },
    Status {
        plan: Option<String>,
        output: PathBuf,
    },
    Trace {
        /// `None`: every plan.
        plan: Option<String>,
        code: String,
        /// What depends on it instead of what it comes from.
        impact: bool,
    },
    Explain {
        code: Option<String>,
    },
    /// What the reader sees in any workbook, without a plan.
    Inspect {
        files: Vec<PathBuf>,
    },
    /// A PDF held against the layout rules of the Decree.
    Audit {
        files: Vec<PathBuf>,
    },
    /// One ready-made workbook per department.
    Forms {
        plan: String,
        output: Option<PathBuf>,
    },
    /// A new plan folder, or next year's from a plan.
    Init {
        folder: PathBuf,
        year: Option<i32>,
        from: Option<String>,
        profile: Option<String>,
    },
    /// Rebuild on change.
    Watch {
        plan: String,
        output: PathBuf,
    },
    /// A unit for the system's own scheduler.
    Schedule {
        plan: String,
        at: String,
        system: String,
        output: PathBuf,
    },
    Completions {
        shell: String,
    },
    Man,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// From which severity on the exit code is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    Error,
    Warning,
}
