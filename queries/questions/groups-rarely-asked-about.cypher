// title: Groups that few organisations were asked about
// question: About which equality groups was nobody asked, or hardly anybody, so that silence means nothing?
// parameters:
//   at_most: whole number = 0 -- list groups that at most this many organisations were asked about
// columns:
//   group_id: the group
//   group_name: its name
//   organisations_asked: organisations that were asked about it or a wider group
//   organisations: all organisations in the store
//   share: organisations_asked divided by organisations
MATCH (every:Organisation)
WITH count(every) AS organisations
MATCH (g:EqualityGroup)
OPTIONAL MATCH (g)-[:PART_OF*0..5]->(wide:EqualityGroup)<-[:ASKED_ABOUT]-(o:Organisation)
WITH g, organisations, count(DISTINCT o.id) AS organisations_asked
WHERE organisations_asked <= $at_most
RETURN g.id AS group_id, g.name AS group_name, organisations_asked, organisations,
       1.0 * organisations_asked / organisations AS share
ORDER BY organisations_asked, group_name, group_id
