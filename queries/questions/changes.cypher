// title: What changed
// question: Which terms and awards began or ended in a period? Only dated ones can be told; a term that is renewed
//   shows as an end and a start. Listed by kind of change, then by day.
// parameters:
//   since: date -- first day of the period
//   as_of: date = today -- last day of the period
// columns:
//   change: what happened
//   day: the day it took effect; of an end, the first day without
//   record_id: the award or the seat
//   record: its name
//   who_id: the recipient, organisation or person
//   who: its name
MATCH (f:Organisation)-[:FUNDS]->(a:Award)-[:AWARDED_TO]->(o:Organisation)
WHERE a.end_day >= $since AND a.end_day <= $as_of
RETURN 'award ended' AS change, a.end_day AS day, a.id AS record_id, a.name AS record,
       o.id AS who_id, o.name AS who
ORDER BY day, record_id, who_id
UNION ALL
MATCH (f:Organisation)-[:FUNDS]->(a:Award)-[:AWARDED_TO]->(o:Organisation)
WHERE a.start_day >= $since AND a.start_day <= $as_of
RETURN 'award started' AS change, a.start_day AS day, a.id AS record_id, a.name AS record,
       o.id AS who_id, o.name AS who
ORDER BY day, record_id, who_id
UNION ALL
MATCH (o:Organisation)<-[h:HELD_FOR]-(s:Seat)-[:SEAT_ON]->(p:Partnership)
WHERE h.end_day >= $since AND h.end_day <= $as_of
RETURN 'organisation left a seat' AS change, h.end_day AS day, s.id AS record_id, s.name AS record,
       o.id AS who_id, o.name AS who
ORDER BY day, record_id, who_id
UNION ALL
MATCH (o:Organisation)<-[h:HELD_FOR]-(s:Seat)-[:SEAT_ON]->(p:Partnership)
WHERE h.start_day >= $since AND h.start_day <= $as_of
RETURN 'organisation took a seat' AS change, h.start_day AS day, s.id AS record_id, s.name AS record,
       o.id AS who_id, o.name AS who
ORDER BY day, record_id, who_id
UNION ALL
MATCH (o:Representative)-[h:HOLDS]->(s:Seat)-[:SEAT_ON]->(p:Partnership)
WHERE h.end_day >= $since AND h.end_day <= $as_of
RETURN 'person left a seat' AS change, h.end_day AS day, s.id AS record_id, s.name AS record,
       o.id AS who_id, o.name AS who
ORDER BY day, record_id, who_id
UNION ALL
MATCH (o:Representative)-[h:HOLDS]->(s:Seat)-[:SEAT_ON]->(p:Partnership)
WHERE h.start_day >= $since AND h.start_day <= $as_of
RETURN 'person took a seat' AS change, h.start_day AS day, s.id AS record_id, s.name AS record,
       o.id AS who_id, o.name AS who
ORDER BY day, record_id, who_id
