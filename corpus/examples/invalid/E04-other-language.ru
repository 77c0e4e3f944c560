# from: valid/cluster-organisation.ttl
# Invented: the website is not in English

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>

DELETE DATA { ex:website dcterms:language "en" }
