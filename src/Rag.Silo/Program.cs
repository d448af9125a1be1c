using Rag.Hosting;
using Rag.Hosting.Health;
using Rag.Hosting.Operator;
using Rag.Hosting.Telemetry;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.AddRagConfiguration();
if (StartRefusal.Find(builder.Configuration, isSilo: true) is { } refusal)
{
    Console.Error.WriteLine(refusal);
    return 2;
}

builder.AddRagSilo();
builder.Services
    .AddPrometheus()
    .AddOperatorPages(builder.Configuration.GetSection(RagHosting.SectionName));

WebApplication app = builder.Build();

app.MapPlainHealth();
app.MapPrometheus();
app.MapOperatorPages();

await app.RunAsync();
return 0;
