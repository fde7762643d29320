package io.throughline.cli.demo;
import java.nio.file.*;
public final class Try {
  public static void main(String[] a) throws Exception {
    DemoClock c = new DemoClock(Month.begin());
    Path f = Path.of("/tmp/demo-try"); 
    try (Stage s = Stage.open(io.throughline.Settings.of(java.util.Map.of()), f, true, c)) {
      Books b = new Books(s.product().wiring().stores().database());
      Vendors v = new Vendors(s.sandbox(), s.settings());
      long t=System.nanoTime();
      try { new Month(s, new Doors(s), v, b).play(x -> System.out.println((System.nanoTime()-t)/1000000+" "+x)); }
      catch (Exception e) { e.printStackTrace(); }
      System.out.println("total "+(System.nanoTime()-t)/1000000);
      System.out.println(b.stuck()+" "+b.parked()+" "+b.origins());
      var d=s.product().wiring().stores().database();
      for (var q : new String[]{"select type,state,count(*) from event group by type,state order by 1","select system,operation,state,count(*),max(reason) from step group by system,operation,state order by 1,2","select kind,rule,system,count(*),max(event_key),max(message) from exception_case where closed_at is null group by kind,rule,system"})
      d.read(k -> { try (var st=k.createStatement(); var r=st.executeQuery(q)) { int n=r.getMetaData().getColumnCount(); while(r.next()){ StringBuilder x=new StringBuilder(); for(int i=1;i<=n;i++) x.append(r.getString(i)).append(" | "); System.out.println(x);} } System.out.println("--"); return null; });
      for (String n : new String[]{"kantata","netsuite","adp","scim","salesforce"}) { Files.writeString(Path.of("/tmp/rec-"+n+".json"), v.records(n).toPrettyString()); Files.writeString(Path.of("/tmp/led-"+n+".json"), v.ledger(n).toPrettyString()); }
    }
    System.exit(0);
  }
}
