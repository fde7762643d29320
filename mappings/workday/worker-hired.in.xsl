<?xml version="1.0" encoding="UTF-8"?>
<!--
  One wd:Worker of Get_Workers_Response (Human Resources v30 and later) as worker.hired or worker.rehired, and before it
  worker.terminated when the employment has an end.
  The export carries no change number: the id is the hash of the row's content, so the same row in another file is the same
  event; version and time are the moment of reading.
-->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:t="urn:throughline:mapping"
                xmlns:wd="urn:com.workday/bsvc" exclude-result-prefixes="#all">

  <xsl:import href="../lib/common.xsl"/>
  <xsl:import href="lib/worker-parts.xsl"/>

  <xsl:template match="/wd:Worker">
    <xsl:variable name="ids" select="wd:Worker_Reference/wd:ID"/>
    <xsl:variable name="wid" select="t:text($ids[@wd:type = 'WID'][1])"/>
    <xsl:variable name="number" select="(
        t:text($ids[@wd:type = ('Employee_ID', 'Contingent_Worker_ID')][1]), t:text(wd:Worker_Data/wd:Worker_ID))[1]"/>
    <xsl:sequence select="if (empty($number)) then map{'subject': ()}
        else if (exists(t:ended(.))) then array{t:ending(., $wid, $number), t:worker(., $wid, $number)}
        else t:worker(., $wid, $number)"/>
  </xsl:template>

  <!-- The last day of employment, when it is to end or has ended. -->
  <xsl:function name="t:ended" as="xs:string?">
    <xsl:param name="worker" as="element(wd:Worker)"/>
    <xsl:variable name="status" select="$worker/wd:Worker_Data/wd:Employment_Data/wd:Worker_Status_Data"/>
    <xsl:sequence select="t:local-date(t:text($status[t:flag(wd:Terminated)]/wd:Termination_Date))"/>
  </xsl:function>

  <xsl:function name="t:ending" as="map(*)">
    <xsl:param name="worker" as="element(wd:Worker)"/>
    <xsl:param name="wid" as="xs:string?"/>
    <xsl:param name="number" as="xs:string"/>
    <xsl:variable name="status" select="$worker/wd:Worker_Data/wd:Employment_Data/wd:Worker_Status_Data"/>
    <xsl:variable name="last" select="t:ended($worker)"/>
    <xsl:variable name="self" select="t:xref('worker', $number, t:prefer('W-', $number))"/>
    <xsl:sequence select="map{
        'id': map{'$hash': 'wd-' || ($wid, $number)[1] || '-terminated'},
        'type': 'worker.terminated.v1',
        'subject': $self,
        'time': $now,
        'partitionkey': map{'$text': ['worker:', $self]},
        'sequence': $version,
        'idempotencykey': map{'$text': ['worker:', $self, ':term:' || $last || ':' || $version]},
        'legalentity': t:organization($worker/wd:Worker_Data, 'COMPANY'),
        'data': map{
            'workerId': $self,
            'version': $version,
            'terminationDate': $last,
            'lastDayWorked': t:local-date(t:text($status/wd:Termination_Last_Day_of_Work)),
            'reason': if (t:flag($status/wd:Termination_Involuntary)) then 'INVOLUNTARY' else 'OTHER',
            'employmentSequence': if (t:flag($status/wd:Rehire)) then 2 else 1,
            'knownAt': $now,
            'sourceSystem': $vendor}}"/>
  </xsl:function>

  <xsl:function name="t:worker" as="map(*)">
    <xsl:param name="worker" as="element(wd:Worker)"/>
    <xsl:param name="wid" as="xs:string?"/>
    <xsl:param name="number" as="xs:string"/>
    <xsl:variable name="data" select="$worker/wd:Worker_Data"/>
    <xsl:variable name="status" select="$data/wd:Employment_Data/wd:Worker_Status_Data"/>
    <xsl:variable name="hired" select="t:local-date(t:text($status/wd:Hire_Date))"/>
    <xsl:variable name="rehire" select="t:flag($status/wd:Rehire)"/>
    <xsl:variable name="sequence" select="if ($rehire) then 2 else 1"/>
    <xsl:variable name="entity" select="t:organization($data, 'COMPANY')"/>
    <xsl:variable name="self" select="t:xref('worker', $number, t:prefer('W-', $number))"/>
    <xsl:sequence select="map{
        'id': map{'$hash': 'wd-' || ($wid, $number)[1]},
        'type': if ($rehire) then 'worker.rehired.v1' else 'worker.hired.v1',
        'subject': $self,
        'time': $now,
        'partitionkey': map{'$text': ['worker:', $self]},
        'sequence': $version,
        'idempotencykey': map{'$text': ['worker:', $self, ':hire:' || $hired || ':' || $sequence]},
        'legalentity': $entity,
        'effectivedate': $hired,
        'data': map{
            'workerId': $self,
            'version': $version,
            'personId': t:xref('person', $number, t:prefer('PER-', $number)),
            'workerType': t:worker-type($data),
            'status': t:worker-status($status, $hired),
            'name': t:name($data/wd:Personal_Data/wd:Name_Data),
            'workEmail': t:work-email($data/wd:Personal_Data/wd:Contact_Data),
            'employment': t:employment($data, $status, $hired, $rehire, $sequence, $entity),
            'job': t:job($data),
            'org': t:org($data),
            'overtimeEligible': t:overtime($data, $entity),
            'payrollId': if (exists(t:organization($data, 'PAY_GROUP'))) then $number else (),
            'effectiveDate': $hired,
            'knownAt': $now,
            'sourceSystem': $vendor,
            'xref': array{
                map{'system': $vendor, 'type': 'Employee_ID', 'value': $number, 'primary': true()},
                if (exists($wid)) then map{'system': $vendor, 'type': 'WID', 'value': $wid, 'primary': false()} else ()}}}"/>
  </xsl:function>
</xsl:stylesheet>
