// title: Seats of one organisation
// question: Which seats does one organisation hold on a day, and who sits on them?
// parameters:
//   organisation: text -- name or id of the organisation
//   as_of: date = today -- the day that counts
// columns:
//   organisation_id: the organisation
//   organisation: its name
//   partnership_id: the partnership
//   partnership: its name
//   seat_id: the seat
//   role: role, or null
//   voting: may vote, or null where it is not recorded
//   capacity: how the holder sits there, or null
//   representative_id: the person, or null
//   representative: the person's name, or null
//   start_date: first day as recorded, or null
//   end_date: day after the last as recorded, or null
MATCH (o:Organisation)<-[f:HELD_FOR]-(s:Seat)
WHERE (toLower(o.id) = toLower($organisation) OR toLower(o.name) = toLower($organisation))
  AND coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH DISTINCT o, s, f.capacity AS capacity, f.start_date AS start_date, f.end_date AS end_date
MATCH (s)-[:SEAT_ON]->(p:Partnership)
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(s)
WHERE coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
RETURN o.id AS organisation_id, o.name AS organisation, p.id AS partnership_id, p.name AS partnership,
       s.id AS seat_id, s.role AS role, s.voting AS voting, capacity, r.id AS representative_id,
       r.name AS representative, start_date, end_date
ORDER BY partnership, partnership_id, seat_id, organisation_id, coalesce(representative_id, '')
