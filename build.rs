//! Tells the program which commit it is built from, where that is known; a tarball builds just as well.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TONGHOP_COMMIT");
    // A debug build would be compiled anew with every commit, for a word that nobody needs there.
    let commit = match std::env::var("PROFILE").as_deref() {
        Ok("release") => commit(),
        _ => None,
    };
    let text = commit.map(|commit| format!(" ({commit})")).unwrap_or_default();
    println!("cargo::rustc-env=TONGHOP_COMMIT={text}");
}

/// The packager's word first, then that of the packed crate, then git's.
fn commit() -> Option<String> {
    let named = std::env::var("TONGHOP_COMMIT").ok();
    let full = named.or_else(packed).or_else(git)?;
    let short: String = full.trim().chars().take(12).collect();
    (!short.is_empty() && short.chars().all(|letter| letter.is_ascii_alphanumeric())).then_some(short)
}

/// `cargo package` writes the commit into the crate.
fn packed() -> Option<String> {
    let text = std::fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, after) = text.split_once("\"sha1\"")?;
    after.split('"').nth(1).map(str::to_owned)
}

/// Only this very folder's repository counts: a tarball may lie inside another one.
fn git() -> Option<String> {
    let top = ask(&["rev-parse", "--show-toplevel"])?;
    let here = std::env::var("CARGO_MANIFEST_DIR").ok()?;
    if Path::new(&top).canonicalize().ok()? != Path::new(&here).canonicalize().ok()? {
        return None;
    }
    for name in ["HEAD", "logs/HEAD"] {
        if let Some(path) = ask(&["rev-parse", "--git-path", name]) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    ask(&["rev-parse", "HEAD"])
}

fn ask(words: &[&str]) -> Option<String> {
    let answer = Command::new("git").args(words).output().ok()?;
    answer.status.success().then(|| String::from_utf8_lossy(&answer.stdout).trim().to_owned())
}
