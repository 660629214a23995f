// title: Funders paying for one function in one area at once
// question: Which pairs of awards by different funders pay for the same function in the same area at the same time?
//   A function or area is the same only if it is recorded as the same one; wider ones are compared by the analysis.
// columns:
//   function_name: the function
//   area: the area
//   award_id: one award
//   funder: who pays it
//   recipient: whom it goes to
//   other_award_id: the other award
//   other_funder: who pays that
//   other_recipient: whom it goes to
//   overlap_start: first day on which both run, or null where a start is not recorded
//   overlap_end: day after the last on which both run, or null where an end is not recorded
//   overlap: yes, or not known where a missing date leaves it open
//   relation: pooled, same recipient, or different recipients
//   with_target: how many of the two are meant for stated groups
MATCH (fa:Organisation)-[:FUNDS]->(x:Award)-[:AWARDED_TO]->(ra:Organisation),
  (place:Area)<-[:IN_AREA]-(x)-[:PAYS_FOR]->(f:EngagementFunction)
OPTIONAL MATCH (x)-[:TARGETS]->(g:EqualityGroup)
WITH f, place, x, fa, ra, count(g.id) AS targets
WITH f, place, collect({id: x.id, start_day: x.start_day, end_day: x.end_day, pool: x.pooled_id, funder_id: fa.id,
     funder: fa.name, recipient_id: ra.id, recipient: ra.name, target: CASE WHEN targets > 0 THEN 1 ELSE 0 END})
     AS awards
UNWIND awards AS a
UNWIND awards AS b
WITH f, place, a, b
WHERE a.id < b.id AND a.funder_id <> b.funder_id AND coalesce(a.start_day, '') < coalesce(b.end_day, '9999')
  AND coalesce(b.start_day, '') < coalesce(a.end_day, '9999')
RETURN f.name AS function_name, place.name AS area, a.id AS award_id, a.funder AS funder, a.recipient AS recipient,
       b.id AS other_award_id, b.funder AS other_funder, b.recipient AS other_recipient,
       CASE WHEN a.start_day >= b.start_day THEN a.start_day WHEN a.start_day < b.start_day THEN b.start_day
            END AS overlap_start,
       CASE WHEN a.end_day <= b.end_day THEN a.end_day WHEN a.end_day > b.end_day THEN b.end_day END AS overlap_end,
       CASE WHEN a.start_day IS NULL OR b.start_day IS NULL OR a.end_day IS NULL OR b.end_day IS NULL
            THEN 'not known' ELSE 'yes' END AS overlap,
       CASE WHEN a.pool = b.pool THEN 'pooled'
            WHEN a.recipient_id = b.recipient_id THEN 'same recipient'
            ELSE 'different recipients' END AS relation,
       a.target + b.target AS with_target
ORDER BY function_name, f.id, area, place.id, award_id, other_award_id, a.funder_id, b.funder_id, a.recipient_id,
         b.recipient_id
