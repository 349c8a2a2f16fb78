//! When the plan was last made, and which scheduled runs were missed.

use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta};
use serde_json::{Value, json};

use super::unattended::{MOMENT, SPOKEN};
use crate::disk::Record;

/// A run may start late and take long before it counts as missed.
const GRACE: TimeDelta = TimeDelta::hours(1);

/// What is known of the runs of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Runs {
    pub success: Option<NaiveDateTime>,
    /// Start of a run that goes on, or was cut.
    pub running: Option<NaiveDateTime>,
    /// Time of the daily run, where `lich` names one.
    pub schedule: Option<NaiveTime>,
    /// Scheduled runs since the last good one that should have been done by now, oldest first.
    pub missed: u64,
    pub missed_since: Option<NaiveDateTime>,
}

/// Holds the record against the schedule.
pub(super) fn runs(record: &Record, schedule: Option<NaiveTime>, now: NaiveDateTime) -> Runs {
    let moment = |text: &str| NaiveDateTime::parse_from_str(text, MOMENT).ok();
    let success = record.success.as_deref().and_then(moment);
    let running = record.running.as_ref().and_then(|(_, since)| moment(since));
    let mut runs = Runs { success, running, schedule, missed: 0, missed_since: None };
    if let (Some(time), Some(success)) = (schedule, success) {
        let (first, last) = (due_after(success, time), due_before(now - GRACE, time));
        if let (Some(first), Some(last)) = (first, last)
            && first <= last
        {
            runs.missed = (last - first).num_days().unsigned_abs() + 1;
            runs.missed_since = Some(first);
        }
    }
    runs
}

/// The first scheduled moment after one.
fn due_after(moment: NaiveDateTime, time: NaiveTime) -> Option<NaiveDateTime> {
    let today = moment.date().and_time(time);
    if today > moment { Some(today) } else { today.checked_add_days(Days::new(1)) }
}

/// The last scheduled moment up to one.
fn due_before(moment: NaiveDateTime, time: NaiveTime) -> Option<NaiveDateTime> {
    let today = moment.date().and_time(time);
    if today <= moment { Some(today) } else { today.checked_sub_days(Days::new(1)) }
}

impl Runs {
    /// Lines for `status`; nothing to say of a plan that was never made and has no schedule.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        match self.success {
            Some(moment) => lines.push(format!("Lần lập tốt gần nhất: {}.", moment.format(SPOKEN))),
            None if self.schedule.is_some() => lines.push("Chưa có lần lập nào tốt.".to_owned()),
            None => {}
        }
        if let Some(since) = self.running {
            lines.push(format!("Có lần chạy bắt đầu lúc {} chưa xong hoặc bị ngắt.", since.format(SPOKEN)));
        }
        if let Some(time) = self.schedule {
            lines.push(match self.missed_since {
                Some(since) => format!(
                    "Lịch hằng ngày lúc {}: LỠ {} lần chạy, từ {}.",
                    time.format("%H:%M"),
                    self.missed,
                    since.format(SPOKEN)
                ),
                None => format!("Lịch hằng ngày lúc {}: không lỡ lần nào.", time.format("%H:%M")),
            });
        }
        lines.iter().map(|line| format!("  {line}\n")).collect()
    }

    pub fn json(&self) -> Value {
        let moment = |moment: Option<NaiveDateTime>| moment.map(|moment| moment.format(MOMENT).to_string());
        json!({
            "last_success": moment(self.success),
            "running_since": moment(self.running),
            "schedule": self.schedule.map(|time| time.format("%H:%M").to_string()),
            "missed": self.missed,
            "missed_since": moment(self.missed_since),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{MOMENT, runs};
    use crate::disk::Record;
    use chrono::{NaiveDateTime, NaiveTime};

    fn moment(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, MOMENT).unwrap()
    }

    fn missed(success: &str, now: &str) -> u64 {
        let record = Record { running: None, success: Some(success.into()) };
        runs(&record, NaiveTime::from_hms_opt(7, 0, 0), moment(now)).missed
    }

    #[test]
    fn a_run_is_missed_an_hour_after_its_time() {
        assert_eq!(missed("2024-03-01T07:00:05", "2024-03-02T06:59:00"), 0);
        assert_eq!(missed("2024-03-01T07:00:05", "2024-03-02T07:59:00"), 0);
        assert_eq!(missed("2024-03-01T07:00:05", "2024-03-02T08:00:00"), 1);
        assert_eq!(missed("2024-02-27T07:00:05", "2024-03-02T09:00:00"), 4);
        assert_eq!(missed("2024-03-02T06:30:00", "2024-03-02T09:00:00"), 1);
        assert_eq!(missed("2024-03-03T06:30:00", "2024-03-02T09:00:00"), 0);
    }

    #[test]
    fn status_says_it_in_words() {
        let record = Record { running: None, success: Some("2024-03-01T07:00:05".into()) };
        let told = runs(&record, NaiveTime::from_hms_opt(7, 0, 0), moment("2024-03-03T09:00:00")).text();
        assert!(told.contains("LỠ 2 lần chạy, từ 07:00:00 ngày 02/03/2024"), "{told}");
        assert_eq!(runs(&Record::default(), None, moment("2024-03-03T09:00:00")).text(), "");
    }
}
