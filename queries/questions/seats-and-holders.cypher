// title: Who sits where
// question: Who holds each seat on a day, for which organisation, and in what capacity?
// parameters:
//   partnership: text = "" -- name or id of a partnership; blank for all
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: the partnership
//   partnership: its name
//   seat_id: the seat
//   role: role, or null
//   voting: may vote, or null where it is not recorded
//   capacity: how the holder sits there, or null
//   representative_id: the person, or null
//   representative: the person's name, or null
//   organisation_id: the organisation the seat is held for, or null
//   organisation: its name, or null
//   sector: its sector, or null
//   status: filled, person not recorded, organisation not recorded, or nobody on that day
MATCH (s:Seat)-[:SEAT_ON]->(p:Partnership)
WHERE $partnership = '' OR toLower(p.id) = toLower($partnership) OR toLower(p.name) = toLower($partnership)
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(s)
WHERE coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
RETURN p.id AS partnership_id, p.name AS partnership, s.id AS seat_id, s.role AS role, s.voting AS voting,
       coalesce(h.capacity, f.capacity) AS capacity, r.id AS representative_id, r.name AS representative,
       o.id AS organisation_id, o.name AS organisation, o.sector AS sector,
       CASE WHEN r.id IS NOT NULL AND o.id IS NOT NULL THEN 'filled'
            WHEN o.id IS NOT NULL THEN 'person not recorded'
            WHEN r.id IS NOT NULL THEN 'organisation not recorded'
            ELSE 'nobody' END AS status
ORDER BY partnership, partnership_id, seat_id, coalesce(representative_id, ''), coalesce(organisation_id, '')
