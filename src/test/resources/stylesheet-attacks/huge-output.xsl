<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" xmlns:java="http://saxon.sf.net/java-type" xmlns:rt="java:java.lang.Runtime" exclude-result-prefixes="#all">
<xsl:output method="json"/>
<xsl:template match="/"><xsl:sequence select="array{(1 to 100000000) ! 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}"/></xsl:template>
</xsl:stylesheet>
