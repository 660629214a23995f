// title: Seats ending soon
// question: Which terms that run on a day are over by a later one? Terms without an end are not listed.
// parameters:
//   until: date -- the later day
//   as_of: date = today -- the day that counts
// columns:
//   end_date: day after the last as recorded
//   partnership_id: the partnership
//   partnership: its name
//   seat_id: the seat
//   role: role, or null
//   representative_id: the person, or null
//   representative: the person's name, or null
//   organisation_id: the organisation, or null
//   organisation: its name, or null
MATCH (s:Seat)-[:SEAT_ON]->(p:Partnership)
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(s)
WHERE coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH p, s, r, o, coalesce(h.end_day, f.end_day) AS end_day, coalesce(h.end_date, f.end_date) AS end_date
WHERE end_day <= $until
RETURN end_date, p.id AS partnership_id, p.name AS partnership, s.id AS seat_id, s.role AS role,
       r.id AS representative_id, r.name AS representative, o.id AS organisation_id, o.name AS organisation
ORDER BY end_day, partnership, partnership_id, seat_id, coalesce(representative_id, ''), coalesce(organisation_id, '')
