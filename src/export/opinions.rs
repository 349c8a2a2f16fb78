//! Opinions with their echoes and replies, and who signed a decision.

use serde_json::{Value, json};

use super::plan::origin;
use crate::domain::{Echo, Opinion, Reply, Signed};

/// One opinion.
pub(super) fn opinion(of: &Opinion) -> Value {
    json!({
        "code": of.code,
        "department": of.department,
        "department_name": of.department_name,
        "subject": of.subject,
        "content": of.content,
        "proposal": of.proposal,
        "reason": of.reason,
        "source": origin(&of.source),
        "round": of.round,
        "agrees": of.agrees,
        "echoes": of.echoes.iter().map(echo).collect::<Value>(),
        "reply": of.reply.as_ref().map(reply),
    })
}

fn echo(of: &Echo) -> Value {
    json!({
        "round": of.round,
        "subject": of.subject,
        "content": of.content,
        "proposal": of.proposal,
        "source": origin(&of.source),
    })
}

fn reply(of: &Reply) -> Value {
    json!({
        "kind": of.kind.key(),
        "text": of.text,
        "links": of.links,
        "answered": of.content,
        "signed": signed(&of.signed),
    })
}

/// Who, when, why, and the row that says so.
pub(super) fn signed(of: &Signed) -> Value {
    json!({
        "by": of.by,
        "on": of.on.map(|day| day.to_string()),
        "why": of.why,
        "source": origin(&of.origin),
    })
}
