<?xml version="1.0" encoding="UTF-8"?>
<!--
  One Report_Entry of a worker changes report (RaaS) as worker.orgchanged. The names below Report_Entry are the report's
  column aliases: <Thing>_Prior and <Thing>_Proposed, with the things of $fields.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:t="urn:throughline:mapping"
                exclude-result-prefixes="#all">

  <xsl:import href="../lib/common.xsl"/>
  <xsl:import href="lib/worker-parts.xsl"/>

  <xsl:variable name="fields" as="map(*)" select="map{
      'Company': 'employment.legalEntityId',
      'Cost_Center': 'org.costCenterId',
      'Region': 'org.region',
      'Location': 'org.location',
      'Manager': 'org.managerId',
      'Weekly_Hours': 'employment.weeklyHours',
      'FTE': 'employment.fte',
      'Job_Title': 'job.title',
      'Job_Profile': 'job.roleId'}"/>

  <xsl:template match="/*:Report_Entry">
    <xsl:variable name="number" select="t:text(*:Employee_ID)"/>
    <xsl:variable name="changes" select="t:changes(.)"/>
    <xsl:sequence select="
        if (empty($number)) then map{'subject': ()}
        else if (empty($changes)) then map{'skipped': 'the report names no changed field'}
        else t:change(., $number, $changes)"/>
  </xsl:template>

  <xsl:function name="t:change" as="map(*)">
    <xsl:param name="entry" as="element()"/>
    <xsl:param name="number" as="xs:string"/>
    <xsl:param name="changes" as="map(*)+"/>
    <xsl:variable name="effective" select="t:local-date(t:text($entry/*:Effective_Date))"/>
    <xsl:variable name="entered" select="(t:instant(t:text($entry/*:Entry_Moment)), $now)[1]"/>
    <xsl:variable name="change" select="(t:epoch-ms(t:text($entry/*:Entry_Moment)), $version)[1]"/>
    <xsl:variable name="self" select="t:xref('worker', $number, ())"/>
    <xsl:sequence select="map{
        'id': 'wd-' || $number || '-' || replace($entered, '[^0-9TZ]', '') || '-' || replace($effective, '-', ''),
        'type': 'worker.orgchanged.v1',
        'subject': $self,
        'time': $entered,
        'partitionkey': map{'$text': ['worker:', $self]},
        'sequence': $change,
        'idempotencykey': map{'$text': ['worker:', $self, ':org:' || $effective || ':' || $change]},
        'legalentity': t:text($entry/*:Company_Proposed),
        'effectivedate': $effective,
        'data': map{
            'workerId': $self,
            'version': $change,
            'effectiveDate': $effective,
            'knownAt': $entered,
            'retroactive': $effective lt substring($entered, 1, 10),
            'changes': array{$changes},
            'sourceSystem': $vendor}}"/>
  </xsl:function>

  <!-- Each thing with a proposed value; where only company or location is given the time zone follows from it,
       and the hours of the week are spread over its days as those of a hire are. -->
  <xsl:function name="t:changes" as="map(*)*">
    <xsl:param name="entry" as="element()"/>
    <xsl:for-each select="$entry/*[ends-with(local-name(), '_Proposed')][t:text(.)]">
      <xsl:variable name="thing" select="substring-before(local-name(), '_Proposed')"/>
      <xsl:variable name="prior" select="t:text($entry/*[local-name() = $thing || '_Prior'])"/>
      <xsl:variable name="new" select="t:text(.)"/>
      <xsl:if test="map:contains($fields, $thing) and not($prior = $new)">
        <xsl:sequence select="map{
            'field': $fields($thing), 'old': t:value($thing, $prior), 'new': t:value($thing, $new)}"/>
      </xsl:if>
    </xsl:for-each>
    <xsl:variable name="old-hours" select="t:text($entry/*:Weekly_Hours_Prior)"/>
    <xsl:variable name="new-hours" select="t:text($entry/*:Weekly_Hours_Proposed)"/>
    <xsl:if test="exists($new-hours) and not($old-hours = $new-hours)">
      <xsl:variable name="old-week" select="if ($old-hours) then t:work-pattern($old-hours) else map{}"/>
      <xsl:variable name="new-week" select="t:work-pattern($new-hours)"/>
      <xsl:for-each select="('mon', 'tue', 'wed', 'thu', 'fri')">
        <xsl:sequence select="map{'field': 'employment.workPattern.' || .,
            'old': map:get($old-week, .), 'new': map:get($new-week, .)}"/>
      </xsl:for-each>
    </xsl:if>
    <xsl:variable name="place" select="if (t:text($entry/*:Location_Proposed)) then 'Location' else 'Company'"/>
    <xsl:variable name="old-zone" select="t:known-code('time-zone', t:text($entry/*[local-name() = $place || '_Prior']))"/>
    <xsl:variable name="new-zone" select="t:known-code('time-zone', t:text($entry/*[local-name() = $place || '_Proposed']))"/>
    <xsl:if test="exists($new-zone) and not($old-zone = $new-zone)">
      <xsl:sequence select="map{'field': 'org.timeZone', 'old': $old-zone, 'new': $new-zone}"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="t:value" as="item()?">
    <xsl:param name="thing" as="xs:string"/>
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="
        if ($thing = 'Manager') then t:optional-xref('worker', $value)
        else if ($thing = 'Job_Profile') then t:code('role', $value)
        else if ($thing = 'Weekly_Hours') then t:decimal($value, '0.00')
        else if ($thing = 'FTE') then t:decimal($value, '0.0000')
        else $value"/>
  </xsl:function>
</xsl:stylesheet>
