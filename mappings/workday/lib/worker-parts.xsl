<?xml version="1.0" encoding="UTF-8"?>
<!-- The parts of a Workday worker in canonical words. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map" xmlns:t="urn:throughline:mapping"
                xmlns:wd="urn:com.workday/bsvc" exclude-result-prefixes="#all">

  <!-- The primary job; workers with several jobs have one marked. -->
  <xsl:function name="t:position" as="element(wd:Position_Data)?">
    <xsl:param name="data" as="element(wd:Worker_Data)?"/>
    <xsl:variable name="jobs" select="$data/wd:Employment_Data/wd:Worker_Job_Data"/>
    <xsl:sequence select="($jobs[@wd:Primary_Job = ('1', 'true')], $jobs)[1]/wd:Position_Data[1]"/>
  </xsl:function>

  <!-- Reference id of the worker's organization of a type: COMPANY, COST_CENTER, REGION_HIERARCHY, PAY_GROUP. -->
  <xsl:function name="t:organization" as="xs:string?">
    <xsl:param name="data" as="element(wd:Worker_Data)?"/>
    <xsl:param name="type" as="xs:string"/>
    <xsl:variable name="found" select="$data/wd:Organization_Data/wd:Worker_Organization_Data/wd:Organization_Data[
        wd:Organization_Type_Reference/wd:ID = $type]"/>
    <xsl:sequence select="(t:text($found[1]/wd:Organization_Reference_ID), t:text($found[1]/wd:Organization_Code))[1]"/>
  </xsl:function>

  <xsl:function name="t:worker-type" as="item()?">
    <xsl:param name="data" as="element(wd:Worker_Data)?"/>
    <xsl:sequence select="t:code('worker-type', t:text(t:position($data)/wd:Worker_Type_Reference/wd:ID[1]))"/>
  </xsl:function>

  <!-- What the worker is on the day of reading. -->
  <xsl:function name="t:worker-status" as="xs:string">
    <xsl:param name="status" as="element(wd:Worker_Status_Data)?"/>
    <xsl:param name="hired" as="xs:string?"/>
    <xsl:variable name="last" select="t:last-day($status)"/>
    <xsl:sequence select="
        if ($hired gt $today) then 'PREHIRE'
        else if (t:flag($status/wd:Terminated) and not($last ge $today)) then 'TERMINATED'
        else if (t:flag($status/wd:Leave_Status_Data/wd:On_Leave)) then 'LEAVE'
        else if (t:flag($status/wd:Active)) then 'ACTIVE'
        else if ($last ge $today) then 'ACTIVE' else 'SUSPENDED'"/>
  </xsl:function>

  <xsl:function name="t:last-day" as="xs:string?">
    <xsl:param name="status" as="element(wd:Worker_Status_Data)?"/>
    <xsl:sequence select="(t:local-date(t:text($status/wd:Termination_Last_Day_of_Work)),
        t:local-date(t:text($status/wd:Termination_Date)))[1]"/>
  </xsl:function>

  <!-- Legal name as written; preferred when it differs; a Latin form for Latin-only systems. -->
  <xsl:function name="t:name" as="map(*)">
    <xsl:param name="names" as="element(wd:Name_Data)?"/>
    <xsl:variable name="legal" select="$names/wd:Legal_Name_Data/wd:Name_Detail_Data"/>
    <xsl:variable name="preferred" select="$names/wd:Preferred_Name_Data/wd:Name_Detail_Data"/>
    <xsl:variable name="full" select="string-join(($legal/wd:First_Name, $legal/wd:Last_Name) ! t:text(.), ' ')"/>
    <xsl:variable name="called" select="string-join(($preferred/wd:First_Name, $preferred/wd:Last_Name) ! t:text(.), ' ')"/>
    <xsl:sequence select="map{
        'legal': map{'given': t:text($legal/wd:First_Name), 'family': t:text($legal/wd:Last_Name),
            'full': if (empty(t:text($legal/wd:Last_Name))) then $full[. ne ''] else ()},
        'preferred': $called[. ne '' and . ne $full],
        'latin': if (t:latin($full)) then $full[. ne '']
            else if (t:latin($called)) then
                string-join(($preferred/wd:Last_Name, $preferred/wd:First_Name) ! t:text(.), ' ')[. ne '']
            else ()}"/>
  </xsl:function>

  <xsl:function name="t:latin" as="xs:boolean">
    <xsl:param name="text" as="xs:string"/>
    <xsl:sequence select="matches($text,
        '^[\p{IsBasicLatin}\p{IsLatin-1Supplement}\p{IsLatinExtended-A}\p{IsLatinExtended-B}]*$')"/>
  </xsl:function>

  <xsl:function name="t:work-email" as="xs:string?">
    <xsl:param name="contact" as="element(wd:Contact_Data)?"/>
    <xsl:variable name="work" select="$contact/wd:Email_Address_Data[wd:Usage_Data/wd:Type_Data/wd:Type_Reference/wd:ID = 'WORK']"/>
    <xsl:sequence select="t:text(
        ($work[wd:Usage_Data/wd:Type_Data/@wd:Primary = ('1', 'true')], $work, $contact/wd:Email_Address_Data)[1]/wd:Email_Address)"/>
  </xsl:function>

  <xsl:function name="t:employment" as="map(*)">
    <xsl:param name="data" as="element(wd:Worker_Data)?"/>
    <xsl:param name="status" as="element(wd:Worker_Status_Data)?"/>
    <xsl:param name="hired" as="xs:string?"/>
    <xsl:param name="rehire" as="xs:boolean"/>
    <xsl:param name="sequence" as="xs:integer"/>
    <xsl:param name="entity" as="xs:string?"/>
    <xsl:variable name="position" select="t:position($data)"/>
    <xsl:variable name="hours" select="(t:text($position/wd:Scheduled_Weekly_Hours), '40')[1]"/>
    <xsl:variable name="full-time" select="(t:text($position/wd:Default_Weekly_Hours), '40')[1]"/>
    <xsl:variable name="location" select="t:location($position)"/>
    <xsl:sequence select="map{
        'sequence': $sequence,
        'legalEntityId': $entity,
        'hireDate': $hired,
        'originalHireDate': (t:local-date(t:text($status/wd:Original_Hire_Date)), $hired)[1],
        'terminationDate': t:local-date(t:text($status/wd:Termination_Date)),
        'lastDayWorked': t:local-date(t:text($status/wd:Termination_Last_Day_of_Work)),
        'rehire': $rehire,
        'fte': if ($hours castable as xs:decimal and $full-time castable as xs:decimal and xs:decimal($full-time) gt 0)
            then t:decimal(xs:decimal($hours) div xs:decimal($full-time), '0.0000') else $hours,
        'weeklyHours': t:decimal($hours, '0.00'),
        'workPattern': t:work-pattern($hours),
        'holidayCalendarId': (t:known-code('holiday-calendar', $location)[exists($location)],
            t:code('holiday-calendar', $entity))[1]}"/>
  </xsl:function>

  <!-- Workday gives hours per week: they are spread evenly over Monday to Friday, what does not divide falls on Friday. -->
  <xsl:function name="t:work-pattern" as="map(*)">
    <xsl:param name="hours" as="xs:string"/>
    <xsl:variable name="week" select="if ($hours castable as xs:decimal) then xs:decimal($hours) else 0.0"/>
    <xsl:variable name="day" select="round($week div 5, 2)"/>
    <xsl:sequence select="map:merge((
        ('mon', 'tue', 'wed', 'thu') ! map{.: t:decimal($day, '0.00')},
        map{'fri': t:decimal($week - 4 * $day, '0.00'), 'sat': '0.00', 'sun': '0.00'}))"/>
  </xsl:function>

  <xsl:function name="t:job" as="map(*)">
    <xsl:param name="data" as="element(wd:Worker_Data)?"/>
    <xsl:variable name="position" select="t:position($data)"/>
    <xsl:sequence select="map{
        'roleFamily': t:text($position/wd:Job_Profile_Summary_Data/wd:Job_Family_Reference[1]/wd:ID[1]),
        'roleId': t:role($position),
        'title': (t:text($position/wd:Business_Title), t:text($position/wd:Position_Title))[1]}"/>
  </xsl:function>

  <!-- The role by job profile when the code table knows it, else by the title of the position. -->
  <xsl:function name="t:role" as="item()?">
    <xsl:param name="position" as="element(wd:Position_Data)?"/>
    <xsl:variable name="profile" select="t:text(
        $position/wd:Job_Profile_Summary_Data/wd:Job_Profile_Reference/wd:ID[@wd:type = 'Job_Profile_ID'][1])"/>
    <xsl:sequence select="(t:known-code('role', $profile)[exists($profile)],
        t:code('role', (t:text($position/wd:Position_Title), t:text($position/wd:Business_Title), $profile)[1]))[1]"/>
  </xsl:function>

  <xsl:function name="t:location" as="xs:string?">
    <xsl:param name="position" as="element(wd:Position_Data)?"/>
    <xsl:variable name="ids" select="$position/wd:Business_Site_Summary_Data/wd:Location_Reference/wd:ID"/>
    <xsl:sequence select="t:text(($ids[@wd:type = 'Location_ID'], $ids)[1])"/>
  </xsl:function>

  <xsl:function name="t:org" as="map(*)">
    <xsl:param name="data" as="element(wd:Worker_Data)?"/>
    <xsl:variable name="position" select="t:position($data)"/>
    <xsl:variable name="location" select="t:location($position)"/>
    <xsl:variable name="country" select="$position/wd:Business_Site_Summary_Data/wd:Address_Data/wd:Country_Reference/wd:ID"/>
    <xsl:variable name="manager" select="(
        $data/wd:Management_Chain_Data/wd:Worker_Supervisory_Management_Chain_Data/wd:Management_Chain_Data)[last()]
        /wd:Manager_Reference/wd:ID"/>
    <xsl:sequence select="map{
        'costCenterId': t:organization($data, 'COST_CENTER'),
        'managerId': t:optional-xref('worker', t:text(($manager[@wd:type = 'Employee_ID'], $manager[@wd:type = 'WID'])[1])),
        'region': t:organization($data, 'REGION_HIERARCHY'),
        'location': $location,
        'country': (t:code('country', t:text($country[@wd:type = 'ISO_3166-1_Alpha-2_Code'][1])),
            t:code('country', t:text($country[@wd:type = 'ISO_3166-1_Alpha-3_Code'][1])))[1],
        'timeZone': t:code('time-zone', $location)}"/>
  </xsl:function>

  <!-- Entitled to overtime pay: what the job profile says, else what the code table says of entity and role. -->
  <xsl:function name="t:overtime" as="xs:boolean">
    <xsl:param name="data" as="element(wd:Worker_Data)?"/>
    <xsl:param name="entity" as="xs:string?"/>
    <xsl:variable name="position" select="t:position($data)"/>
    <xsl:variable name="exempt" select="$position/wd:Job_Profile_Summary_Data/wd:Job_Exempt"/>
    <xsl:variable name="role" select="t:role($position)"/>
    <xsl:sequence select="if (exists($exempt)) then not(t:flag($exempt))
        else $role instance of xs:string and t:known-code('overtime', $entity || '/' || $role) = 'Y'"/>
  </xsl:function>
</xsl:stylesheet>
