// title: Mandates
// question: For whom does each seat speak, how was its holder chosen, and what shows it?
// columns:
//   seat_id: the seat
//   target_kind: Organisation, EqualityGroup or Theme
//   target_id: what the seat speaks for
//   route: how the holder was chosen, or null
//   evidence: the record that shows it, or null
//   reported_back: when the holder last reported back, or null
//   start_day: first day, or null
//   end_day: first day after the last, or null
//   source: where the record comes from
//   as_of: when it was last checked
MATCH (s:Seat)-[m:SPEAKS_FOR]->(t:Organisation)
RETURN s.id AS seat_id, 'Organisation' AS target_kind, t.id AS target_id, m.route AS route, m.evidence AS evidence,
       m.reported_back AS reported_back, m.start_day AS start_day, m.end_day AS end_day, m.source AS source,
       m.as_of AS as_of
UNION ALL
MATCH (s:Seat)-[m:SPEAKS_FOR]->(t:EqualityGroup)
RETURN s.id AS seat_id, 'EqualityGroup' AS target_kind, t.id AS target_id, m.route AS route, m.evidence AS evidence,
       m.reported_back AS reported_back, m.start_day AS start_day, m.end_day AS end_day, m.source AS source,
       m.as_of AS as_of
UNION ALL
MATCH (s:Seat)-[m:SPEAKS_FOR]->(t:Theme)
RETURN s.id AS seat_id, 'Theme' AS target_kind, t.id AS target_id, m.route AS route, m.evidence AS evidence,
       m.reported_back AS reported_back, m.start_day AS start_day, m.end_day AS end_day, m.source AS source,
       m.as_of AS as_of
