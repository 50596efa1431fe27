//! Sessions and years: which year a resolution of a session belongs to, and which numbers there can be.
//!
//! In: numbers. Out: years and bounds. Must not know texts. Source: rules of procedure and the
//! practice of the organs (General Assembly: session n opens in September of 1945 + n).

/// First and last year of a General Assembly session, and the month after which it ends.
pub fn general_assembly_year(session: u32) -> i32 {
    1945 + session as i32
}

/// Whether a date (year, month) can be that of a General Assembly resolution of a session.
pub fn in_general_assembly(session: u32, year: i32, month: Option<u8>) -> bool {
    let opens = general_assembly_year(session);
    match month {
        Some(m) => {
            (year == opens && m >= 9)
                || (year == opens + 1 && m <= 9)
                || (session == 1 && year == 1946)
        }
        None => year == opens || year == opens + 1,
    }
}

/// The session of the General Assembly that is open at the end of a year.
pub fn general_assembly_session(year: i32) -> u32 {
    u32::try_from(year - 1945).unwrap_or(0)
}

/// Year of a regular session of the Human Rights Council (three a year since 2006).
pub fn human_rights_council_year(session: u32) -> Option<i32> {
    Some(match session {
        0 => return None,
        1..=3 => 2006,
        4..=6 => 2007,
        7..=9 => 2008,
        s => 2009 + (s as i32 - 10) / 3,
    })
}

/// Year of a special (`S-24`) or emergency special (`ES-11`) session of the General Assembly, where it
/// lies in one year.
pub fn special_session_year(session: &str) -> Option<i32> {
    Some(match session {
        "S-6" => 1974,
        "S-10" => 1978,
        "S-18" => 1990,
        "S-19" => 1997,
        "S-20" => 1998,
        "S-21" => 1999,
        "S-22" => 1999,
        "S-23" | "S-24" => 2000,
        "S-25" | "S-26" => 2001,
        "S-27" => 2002,
        "S-28" => 2005,
        "S-29" => 2014,
        "S-30" => 2016,
        "S-31" => 2020,
        "S-32" => 2021,
        _ => return None,
    })
}

/// Year of a numbered session of a commission of the Economic and Social Council, by its key.
pub fn commission_year(key: &str, session: u32) -> Option<i32> {
    let first = match key {
        "CCPCJ" => 1991,
        "CND" => 1957,
        "CSW" => 1956,
        _ => return None,
    };
    Some(first + session as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn general_assembly() {
        assert_eq!(general_assembly_year(55), 2000);
        assert!(in_general_assembly(55, 2000, Some(12)));
        assert!(in_general_assembly(64, 2010, Some(3)));
        assert!(!in_general_assembly(55, 2001, Some(12)));
        assert!(!in_general_assembly(22, 2013, Some(4)));
        assert_eq!(general_assembly_session(2020), 75);
    }

    #[test]
    fn human_rights_council() {
        for (session, year) in [
            (20, 2012),
            (26, 2014),
            (30, 2015),
            (53, 2023),
            (57, 2024),
            (6, 2007),
        ] {
            assert_eq!(human_rights_council_year(session), Some(year));
        }
    }

    #[test]
    fn commissions() {
        assert_eq!(commission_year("CCPCJ", 22), Some(2013));
        assert_eq!(commission_year("CND", 42), Some(1999));
    }
}
