// title: What changed
// question: Which terms and awards began or ended in a period? Only dated ones can be told; a term that is renewed
//   shows as an end and a start.
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
MATCH (x:Representative|Organisation)-[h:HOLDS|HELD_FOR|AWARDED_TO]-(n:Seat|Award)
WHERE (coalesce(h.end_day, n.end_day) >= $since AND coalesce(h.end_day, n.end_day) <= $as_of)
   OR (coalesce(h.start_day, n.start_day) >= $since AND coalesce(h.start_day, n.start_day) <= $as_of)
UNWIND ['end', 'start'] AS side
WITH x, n, type(h) AS kind, side, CASE WHEN side = 'end' THEN coalesce(h.end_day, n.end_day)
       ELSE coalesce(h.start_day, n.start_day) END AS day
WHERE day >= $since AND day <= $as_of
RETURN CASE WHEN kind = 'AWARDED_TO' AND side = 'end' THEN 'award ended'
            WHEN kind = 'AWARDED_TO' THEN 'award started'
            WHEN kind = 'HELD_FOR' AND side = 'end' THEN 'organisation left a seat'
            WHEN kind = 'HELD_FOR' THEN 'organisation took a seat'
            WHEN side = 'end' THEN 'person left a seat'
            ELSE 'person took a seat' END AS change,
       day, n.id AS record_id, n.name AS record, x.id AS who_id, x.name AS who
ORDER BY change, day, record_id, who_id
