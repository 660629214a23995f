// title: Seats whose holder sits in another capacity
// question: Where does a partnership ask for one capacity and get another, and where does a mandate rest on a seat that
//   is no representative's?
// parameters:
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: the partnership
//   partnership: its name
//   seat_id: the seat
//   capacity_required: what the partnership asks for, or null
//   capacity: how the holder sits there
//   representative_id: the person, or null
//   representative: the person's name, or null
//   organisation_id: the organisation, or null
//   organisation: its name, or null
//   mismatch: another capacity than asked for, or a mandate that gives no voice
UNWIND ['another capacity than asked for', 'a mandate that gives no voice'] AS mismatch
MATCH (s:Seat)-[:SEAT_ON]->(p:Partnership)
OPTIONAL MATCH (r:Representative)-[h:HOLDS]->(s)
WHERE coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
OPTIONAL MATCH (s)-[f:HELD_FOR]->(o:Organisation)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH mismatch, p, s, r, o, coalesce(h.capacity, f.capacity) AS capacity
WHERE (mismatch = 'another capacity than asked for' AND s.capacity_required <> capacity)
   OR (mismatch = 'a mandate that gives no voice' AND capacity <> 'representative' AND EXISTS {
    MATCH (s)-[m:SPEAKS_FOR]->(t:Organisation|EqualityGroup|Theme)
    WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
  })
RETURN p.id AS partnership_id, p.name AS partnership, s.id AS seat_id, s.capacity_required AS capacity_required,
       capacity, r.id AS representative_id, r.name AS representative, o.id AS organisation_id,
       o.name AS organisation, mismatch
ORDER BY partnership, partnership_id, seat_id, mismatch, coalesce(representative_id, ''),
         coalesce(organisation_id, '')
