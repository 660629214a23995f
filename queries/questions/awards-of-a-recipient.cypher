// title: Awards of one recipient
// question: Who pays one organisation, how much, for what and until when?
// parameters:
//   recipient: text -- name or id of the organisation
// columns:
//   recipient_id: the organisation
//   recipient: its name
//   award_id: the award
//   funder_id: the body that pays
//   funder: its name
//   function_name: the function paid for, one row for each; null where none is recorded
//   instrument: grant, contract …, or null
//   amount_min: amount or its lower end, or null; the whole award in each of its rows
//   amount_max: amount or its upper end, or null
//   currency: ISO code, or null
//   start_date: first day as recorded, or null
//   end_date: day after the last as recorded, or null
MATCH (o:Organisation)
WHERE toLower(o.id) = toLower($recipient) OR toLower(o.name) = toLower($recipient)
WITH DISTINCT o
MATCH (payer:Organisation)-[:FUNDS]->(a:Award)-[:AWARDED_TO]->(o)
OPTIONAL MATCH (a)-[:PAYS_FOR]->(f:EngagementFunction)
RETURN o.id AS recipient_id, o.name AS recipient, a.id AS award_id, payer.id AS funder_id, payer.name AS funder,
       f.name AS function_name, a.instrument AS instrument, a.amount_min AS amount_min, a.amount_max AS amount_max,
       a.currency AS currency, a.start_date AS start_date, a.end_date AS end_date
ORDER BY coalesce(a.start_day, ''), award_id, funder_id, recipient_id, coalesce(function_name, ''), coalesce(f.id, '')
