//! Curves as pictures: precision against recall, and rightness against confidence.

use std::fmt::Write;

/// One curve.
pub struct Curve {
    pub name: String,
    /// To the right and upwards: recall and precision, say.
    pub points: Vec<(f64, f64)>,
    /// Places on the curve, and what to write there: thresholds, say.
    pub marks: Vec<(f64, f64, String)>,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 560.0;
const MARGIN: f64 = 64.0;
const COLOURS: [&str; 4] = ["#1f5fa8", "#b3541e", "#3b7d3a", "#7a3e8f"];

/// What surrounds the curves.
pub struct Frame {
    pub title: &'static str,
    /// What is to the right.
    pub across: &'static str,
    /// What is upwards.
    pub up: &'static str,
    /// Curves are best on the line from 0 to 1, which is drawn, and the picture is whole. Otherwise they are best at
    /// the top right, and the picture is cut to the part where the marks are.
    pub diagonal: bool,
}

pub fn draw(frame: &Frame, curves: &[Curve]) -> String {
    let Frame { title, across, up: upwards, diagonal } = *frame;
    let marks = || curves.iter().flat_map(|curve| &curve.marks);
    let floor = |least: f64| if diagonal { 0.0 } else { ((least * 20.0).floor() / 20.0).clamp(0.0, 0.95) };
    let left = floor(marks().map(|mark| mark.0).fold(1.0, f64::min));
    let bottom = floor(marks().map(|mark| mark.1).fold(1.0, f64::min));
    let x = |value: f64| MARGIN + (value - left) / (1.0 - left) * (WIDTH - 2.0 * MARGIN);
    let y = |value: f64| HEIGHT - MARGIN - (value - bottom) / (1.0 - bottom) * (HEIGHT - 2.0 * MARGIN);

    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13" fill="#222">
<title>{title}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="{MARGIN}" y="{:.0}" font-size="16">{title}</text>
"##,
        MARGIN / 2.0,
    );
    let mut line = |text: String| _ = writeln!(svg, "{text}");
    for tick in ticks(left) {
        let at = x(tick);
        line(format!(r##"<path d="M{at:.1} {MARGIN}V{:.1}" stroke="#ddd"/>"##, HEIGHT - MARGIN));
        line(format!(
            r#"<text x="{at:.1}" y="{:.1}" text-anchor="middle">{tick:.2}</text>"#,
            HEIGHT - MARGIN + 20.0
        ));
    }
    for tick in ticks(bottom) {
        let at = y(tick);
        line(format!(r##"<path d="M{MARGIN} {at:.1}H{:.1}" stroke="#ddd"/>"##, WIDTH - MARGIN));
        line(format!(
            r#"<text x="{:.1}" y="{:.1}" text-anchor="end">{tick:.2}</text>"#,
            MARGIN - 8.0,
            at + 4.0
        ));
    }
    line(format!(
        r#"<text x="{:.1}" y="{:.1}" text-anchor="middle">{across}</text>"#,
        WIDTH / 2.0,
        HEIGHT - 16.0
    ));
    line(format!(
        r#"<text transform="translate(18 {:.1}) rotate(-90)" text-anchor="middle">{upwards}</text>"#,
        HEIGHT / 2.0
    ));
    if diagonal {
        let (from, to) = ((x(0.0), y(0.0)), (x(1.0), y(1.0)));
        line(format!(r##"<path d="M{:.1} {:.1}L{:.1} {:.1}" stroke="#999"/>"##, from.0, from.1, to.0, to.1));
    }
    for (nth, curve) in curves.iter().enumerate() {
        let colour = COLOURS[nth % COLOURS.len()];
        let visible = curve.points.iter().filter(|point| point.0 >= left && point.1 >= bottom);
        let points: Vec<String> =
            visible.map(|point| format!("{:.1},{:.1}", x(point.0), y(point.1))).collect();
        line(format!(
            r#"<polyline points="{}" fill="none" stroke="{colour}" stroke-width="2"/>"#,
            points.join(" ")
        ));
        let mut last = (0.0, 0.0);
        for (across, upwards, label) in &curve.marks {
            let (at, up) = (x(*across), y(*upwards));
            line(format!(r#"<circle cx="{at:.1}" cy="{up:.1}" r="3.5" fill="{colour}"/>"#));
            // Labels that would lie on each other are left out.
            if (at - last.0).abs() < 28.0 && (up - last.1).abs() < 14.0 {
                continue;
            }
            last = (at, up);
            line(format!(r#"<text x="{:.1}" y="{:.1}" fill="{colour}">{label}</text>"#, at + 6.0, up - 6.0));
        }
        // Where no curve comes: below those of the one sort, above those of the other.
        let down = 20.0 * nth as f64;
        let up = if diagonal { MARGIN + 20.0 + down } else { HEIGHT - MARGIN - 12.0 - down };
        let name = curve.name.replace('&', "&amp;").replace('<', "&lt;");
        line(format!(r#"<text x="{:.1}" y="{up:.1}" fill="{colour}">{name}</text>"#, MARGIN + 12.0));
    }
    svg + "</svg>\n"
}

/// Round numbers from here to 1.
fn ticks(from: f64) -> impl Iterator<Item = f64> {
    let step = [0.01, 0.02, 0.05, 0.1].into_iter().find(|step| (1.0 - from) / step <= 11.0).unwrap_or(0.1);
    (0..).map(move |nth| 1.0 - f64::from(nth) * step).take_while(move |tick| *tick >= from - 1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(diagonal: bool) -> Frame {
        Frame { title: "Curve", across: "right", up: "high", diagonal }
    }

    #[test]
    fn every_curve_is_drawn_within_the_picture() {
        let curve = Curve {
            name: "a & <b>".into(),
            points: vec![(0.5, 1.0), (0.9, 0.95), (0.95, 0.2)],
            marks: vec![(0.9, 0.95, "0.5".into()), (0.8, 1.0, "0.9".into())],
        };
        let svg = draw(&frame(false), &[curve]);
        assert_eq!(svg.matches("<polyline").count(), 1);
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains(">0.80</text>") && svg.contains(">1.00</text>"));
        assert!(svg.contains(">a &amp; &lt;b></text>"));
        assert!(svg.contains(">right</text>") && svg.contains(">high</text>"));
        assert!(svg.ends_with("</svg>\n") && !svg.contains("NaN") && !svg.contains("inf"));
        let none = draw(&frame(false), &[]);
        assert!(!none.contains("NaN") && !none.contains("inf"));
    }

    #[test]
    fn a_picture_with_a_diagonal_is_whole() {
        let curve = Curve {
            name: "one".into(),
            points: vec![(0.9, 0.95), (0.99, 1.0)],
            marks: vec![(0.9, 0.95, "12".into())],
        };
        let svg = draw(&frame(true), &[curve]);
        assert!(svg.contains(">0.00</text>") && svg.contains(">1.00</text>"));
        assert!(svg.contains(r#"d="M64.0 496.0L656.0 64.0""#));
    }
}
