// title: Groups with no seat at all
// question: For which equality groups does no organisation linked to them hold any seat, experts and observers
//   included, and no current mandate name the group or such an organisation? Links to a wider group count.
// parameters:
//   as_of: date = today -- the day that counts
// columns:
//   group_id: the group
//   group_name: its name
//   linked_organisations: organisations that are led by, serve or advocate for it or a wider group
//   third_sector_seats: filled seats held for organisations that are, or may be, third sector
//   seats_never_asked: those of them whose organisation was never asked about the group
//   seats_unknown_body: filled seats whose organisation is not recorded
//   seats_unknown_mandate: representatives' seats that do not record for whom they speak
//   mandates_unknown_route: mandates of the group or such an organisation that do not record how the holder was chosen
//   verdict: no seat, or not known where one of the last four could turn out to be one
OPTIONAL MATCH (v:Seat)-[b:HELD_FOR]->(body:Organisation)
WHERE coalesce(body.sector, 'third_sector') = 'third_sector'
  AND coalesce(b.start_day, '') <= $as_of AND coalesce(b.end_day, '9999') > $as_of
WITH count(DISTINCT v.id) AS third_sector_seats
OPTIONAL MATCH (no_body:Seat)<-[d:HOLDS]-(r:Representative)
WHERE coalesce(d.start_day, '') <= $as_of AND coalesce(d.end_day, '9999') > $as_of
  AND NOT EXISTS {
    MATCH (no_body)-[e:HELD_FOR]->(any_body:Organisation)
    WHERE coalesce(e.start_day, '') <= $as_of AND coalesce(e.end_day, '9999') > $as_of
  }
WITH third_sector_seats, count(DISTINCT no_body.id) AS seats_unknown_body
OPTIONAL MATCH (silent:Seat)-[i:HOLDS|HELD_FOR]-(z:Representative|Organisation)
WHERE i.capacity = 'representative' AND silent.mandate_recorded IS NULL
  AND coalesce(i.start_day, '') <= $as_of AND coalesce(i.end_day, '9999') > $as_of
  AND NOT EXISTS {
    MATCH (silent)-[j:HELD_FOR]->(public:Organisation)
    WHERE coalesce(public.sector, 'third_sector') <> 'third_sector'
      AND coalesce(j.start_day, '') <= $as_of AND coalesce(j.end_day, '9999') > $as_of
  }
WITH third_sector_seats, seats_unknown_body, count(DISTINCT silent.id) AS seats_unknown_mandate
MATCH (g:EqualityGroup)
OPTIONAL MATCH (g)-[:PART_OF*0..5]->(:EqualityGroup)<-[:LED_BY|SERVES|ADVOCATES_FOR]-(o:Organisation)
WITH DISTINCT g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, o
OPTIONAL MATCH (o)<-[f:HELD_FOR]-(s:Seat)
WHERE coalesce(f.start_day, '') <= $as_of AND coalesce(f.end_day, '9999') > $as_of
WITH g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, count(DISTINCT o.id) AS linked_organisations,
     count(s.id) AS seats
WHERE seats = 0
OPTIONAL MATCH (g)-[:PART_OF*0..5]->(:EqualityGroup)<-[:LED_BY|SERVES|ADVOCATES_FOR]-(linked:Organisation)
WITH DISTINCT g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, linked_organisations, linked
OPTIONAL MATCH (linked)<-[m:SPEAKS_FOR]-(t:Seat)
WHERE coalesce(m.start_day, '') <= $as_of AND coalesce(m.end_day, '9999') > $as_of
WITH DISTINCT g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, linked_organisations, t,
     m.route AS route
OPTIONAL MATCH (t)-[h:HOLDS|HELD_FOR]-(x:Representative|Organisation)
WHERE h.capacity = 'representative'
  AND coalesce(h.start_day, '') <= $as_of AND coalesce(h.end_day, '9999') > $as_of
WITH g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, linked_organisations,
     count(CASE WHEN x.id IS NOT NULL AND route IN
       ['election', 'open_call', 'nomination', 'appointed_by_constituency'] THEN 1 END) AS mandates_linked,
     count(DISTINCT CASE WHEN x.id IS NOT NULL AND route IS NULL THEN t.id END) AS open_linked
WHERE mandates_linked = 0
OPTIONAL MATCH (g)-[:PART_OF*0..5]->(wide:EqualityGroup)
WITH DISTINCT g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, linked_organisations, open_linked, wide
OPTIONAL MATCH (wide)<-[n:SPEAKS_FOR]-(u:Seat)
WHERE coalesce(n.start_day, '') <= $as_of AND coalesce(n.end_day, '9999') > $as_of
WITH DISTINCT g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, linked_organisations, open_linked, u,
     n.route AS route
OPTIONAL MATCH (u)-[k:HOLDS|HELD_FOR]-(y:Representative|Organisation)
WHERE k.capacity = 'representative'
  AND coalesce(k.start_day, '') <= $as_of AND coalesce(k.end_day, '9999') > $as_of
WITH g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, linked_organisations, open_linked,
     count(CASE WHEN y.id IS NOT NULL AND route IN
       ['election', 'open_call', 'nomination', 'appointed_by_constituency'] THEN 1 END) AS mandates_group,
     count(DISTINCT CASE WHEN y.id IS NOT NULL AND route IS NULL THEN u.id END) AS open_group
WHERE mandates_group = 0
OPTIONAL MATCH (g)-[:PART_OF*0..5]->(:EqualityGroup)<-[:ASKED_ABOUT]-(asked:Organisation)
WHERE coalesce(asked.sector, 'third_sector') = 'third_sector'
WITH DISTINCT g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, linked_organisations,
     open_linked + open_group AS mandates_unknown_route, asked
OPTIONAL MATCH (asked)<-[c:HELD_FOR]-(w:Seat)
WHERE coalesce(c.start_day, '') <= $as_of AND coalesce(c.end_day, '9999') > $as_of
WITH g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, linked_organisations, mandates_unknown_route,
     count(DISTINCT w.id) AS seats_asked
WITH g, third_sector_seats, seats_unknown_body, seats_unknown_mandate, linked_organisations, mandates_unknown_route,
     third_sector_seats - seats_asked AS seats_never_asked
RETURN g.id AS group_id, g.name AS group_name, linked_organisations, third_sector_seats, seats_never_asked,
       seats_unknown_body, seats_unknown_mandate, mandates_unknown_route,
       CASE WHEN seats_never_asked + seats_unknown_body + seats_unknown_mandate + mandates_unknown_route = 0
            THEN 'no seat' ELSE 'not known' END AS verdict
ORDER BY group_name, group_id
