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
MATCH (a:Award)-[:PAYS_FOR]->(f:EngagementFunction)<-[:PAYS_FOR]-(b:Award)
WHERE a.id < b.id AND coalesce(a.start_day, '') < coalesce(b.end_day, '9999')
  AND coalesce(b.start_day, '') < coalesce(a.end_day, '9999')
WITH DISTINCT f, a, b
MATCH (a)-[:IN_AREA]->(place:Area)<-[:IN_AREA]-(b)
WITH DISTINCT f, place, a, b
MATCH (fa:Organisation)-[:FUNDS]->(a)-[:AWARDED_TO]->(ra:Organisation)
WITH DISTINCT f, place, a, b, fa, ra
MATCH (fb:Organisation)-[:FUNDS]->(b)-[:AWARDED_TO]->(rb:Organisation)
WHERE fa.id <> fb.id
WITH f, place, a, b, fa, fb, ra, rb,
     CASE WHEN EXISTS { MATCH (a)-[:TARGETS]->(g:EqualityGroup) } THEN 1 ELSE 0 END AS first_target,
     CASE WHEN EXISTS { MATCH (b)-[:TARGETS]->(h:EqualityGroup) } THEN 1 ELSE 0 END AS second_target
RETURN f.name AS function_name, place.name AS area, a.id AS award_id, fa.name AS funder, ra.name AS recipient,
       b.id AS other_award_id, fb.name AS other_funder, rb.name AS other_recipient,
       CASE WHEN a.start_day >= b.start_day THEN a.start_day WHEN a.start_day < b.start_day THEN b.start_day
            END AS overlap_start,
       CASE WHEN a.end_day <= b.end_day THEN a.end_day WHEN a.end_day > b.end_day THEN b.end_day END AS overlap_end,
       CASE WHEN a.start_day IS NULL OR b.start_day IS NULL OR a.end_day IS NULL OR b.end_day IS NULL
            THEN 'not known' ELSE 'yes' END AS overlap,
       CASE WHEN a.pooled_id = b.pooled_id THEN 'pooled'
            WHEN ra.id = rb.id THEN 'same recipient'
            ELSE 'different recipients' END AS relation,
       first_target + second_target AS with_target
ORDER BY function_name, f.id, area, place.id, award_id, other_award_id, fa.id, fb.id, ra.id, rb.id
