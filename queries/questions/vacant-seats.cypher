// title: Vacant seats
// question: Which seats have neither a person nor an organisation on a day, and whom does one ask about them?
// parameters:
//   partnership: text = "" -- name or id of a partnership; blank for all
//   as_of: date = today -- the day that counts
// columns:
//   partnership_id: the partnership
//   partnership: its name
//   seat_id: the seat
//   role: role, or null
//   voting: may vote, or null where it is not recorded
//   capacity_required: what the partnership asks for, or null
//   vacant_from: first day recorded as vacant, or null where it is not recorded
//   next_start: first day of a holder who is already recorded, or null
//   contact: role to write to, or null
MATCH (s:Seat)-[:SEAT_ON]->(p:Partnership)
WHERE ($partnership = '' OR toLower(p.id) = toLower($partnership) OR toLower(p.name) = toLower($partnership))
  AND coalesce(s.vacant_from, '') <= $as_of
  AND (coalesce(s.vacant_to, '9999') > $as_of OR (size(s.vacant_to) < 10 AND s.vacant_to + '~' > $as_of))
  AND NOT EXISTS {
    MATCH (s)-[g:HOLDS|HELD_FOR]-(x:Representative|Organisation)
    WHERE coalesce(g.start_day, '') <= $as_of AND coalesce(g.end_day, '9999') > $as_of
  }
OPTIONAL MATCH (s)-[n:HOLDS|HELD_FOR]-(y:Representative|Organisation)
WITH p, s, max(CASE WHEN n.end_day <= $as_of THEN n.end_day END) AS last_end,
     min(CASE WHEN n.start_day > $as_of THEN n.start_day END) AS next_start
WHERE last_end IS NULL OR s.vacant_from + '-01-01' >= last_end
RETURN p.id AS partnership_id, p.name AS partnership, s.id AS seat_id, s.role AS role, s.voting AS voting,
       s.capacity_required AS capacity_required, s.vacant_from AS vacant_from, next_start, p.contact AS contact
ORDER BY partnership, partnership_id, seat_id
