//! Citations that people read: plain, Markdown, GB/T 7714.

use super::{Day, Source};

/// What was not printed, in words.
fn doubt(source: &Source<'_>) -> String {
    let english = source.language().is_some_and(|l| l.starts_with("en"));
    let words = source.inferred().into_iter().map(|field| match field {
        _ if english => field,
        "title" => "题名",
        "symbol" => "文号",
        "body" => "机构",
        _ => "日期",
    });
    let words: Vec<&str> = words.collect();
    match (words.is_empty(), english) {
        (true, _) => String::new(),
        (false, true) => format!(" [inferred: {}]", words.join(", ")),
        (false, false) => format!("［推断：{}］", words.join("、")),
    }
}

/// Title, symbol, date, place, as Chinese papers write it in running text.
pub(super) fn plain(source: &Source<'_>) -> String {
    let title = format!("《{}》", source.title);
    let parts = [
        Some(title),
        source.symbol.clone(),
        source.date.map(Day::iso),
        source.place.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}{}", parts.join("，"), doubt(source))
}

/// The same with the title as a link. Every punctuation character of ASCII may be escaped (CommonMark 2.4).
pub(super) fn markdown(source: &Source<'_>) -> String {
    let title = format!("《{}》", escaped(&source.title));
    let title = match &source.address {
        Some(address) => format!("[{title}](<{address}>)"),
        None => title,
    };
    let rest = [
        source.symbol.as_deref().map(escaped),
        source.date.map(Day::iso),
        source.place.as_deref().map(escaped),
    ];
    let parts: Vec<String> = [Some(title)].into_iter().chain(rest).flatten().collect();
    format!("{}{}", parts.join("，"), escaped(&doubt(source)))
}

/// Text in which nothing has a meaning in Markdown.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\`*_[]<>&|~#".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// GB/T 7714-2015, 4.1 and 4.6: `主要责任者. 题名: 报告号[文献类型标识/OL]. 年: 引文位置(日期)[引用日期]. 获取路径.`
///
/// Without an author the entry begins with the title (8.1.3, for references in numbered order). What is not taken
/// from the source stands in brackets (8.1: 自拟的信息). The day of citation is asked of what is online only; a
/// text without an official address is cited as it lies before the reader.
pub(super) fn gbt7714(source: &Source<'_>, today: Option<Day>) -> String {
    let own = |field: &str, text: &str| match source.is_inferred(field) {
        true => format!("[{text}]"),
        false => text.to_owned(),
    };
    let mut out = String::new();
    if let Some(body) = &source.body {
        out.push_str(&own("body", body));
        out.push_str(". ");
    }
    let end = |c: char| matches!(c, '.' | '。' | '．') || c.is_whitespace();
    out.push_str(&own("title", source.title.trim_end_matches(end)));
    if let Some(symbol) = &source.symbol {
        out.push_str(": ");
        out.push_str(&own("symbol", symbol));
    }
    let kind = if source.is_report() { "R" } else { "Z" };
    let online = source.address.is_some();
    out.push_str(&format!("[{kind}{}]", if online { "/OL" } else { "" }));
    out.push_str(&issued(source, today.filter(|_| online)));
    if let Some(address) = &source.address {
        out.push_str(&format!(". {address}"));
    }
    out.push('.');
    out
}

/// `. 2000: 第 1 段(2000-12-04)[2026-01-01]`, or as much of it as there is.
fn issued(source: &Source<'_>, today: Option<Day>) -> String {
    let brackets = |text: String| match source.is_inferred("date") {
        true => format!("[{text}]"),
        false => text,
    };
    let year = source.date.map(|d| brackets(format!("{:04}", d.year)));
    let day = source.date.filter(|d| d.month.is_some()).map(|d| {
        let day = brackets(d.iso());
        format!("({day})")
    });
    let mut out = match (year, &source.place, &day) {
        (Some(year), Some(place), _) => format!("{year}: {place}"),
        (None, Some(place), _) => place.clone(),
        // The year stands in the date.
        (Some(_), None, Some(_)) | (None, None, _) => String::new(),
        (Some(year), None, None) => year,
    };
    out.push_str(&day.unwrap_or_default());
    if let Some(today) = today {
        out.push_str(&format!("[{}]", today.iso()));
    }
    if out.is_empty() {
        out
    } else {
        format!(". {out}")
    }
}
