using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing;

public class DocumentParsersTests
{
    [Fact]
    public async Task Every_accepted_format_has_a_parser()
    {
        await using ServiceProvider provider = Build([]);

        var parser = provider.GetRequiredService<IDocumentParser>();

        Assert.Equal(ContentTypes.All.Select(format => format.ContentType).Order(), parser.ContentTypes.Order());
    }

    [Fact]
    public async Task An_unresolved_content_type_is_a_bug_of_the_caller()
    {
        await using ServiceProvider provider = Build([]);
        var parser = provider.GetRequiredService<IDocumentParser>();

        await Assert.ThrowsAsync<ArgumentException>(
            () => parser.ParseAsync(Sources.Text("image/png", "x"), CancellationToken.None));
    }

    [Fact]
    public async Task A_limit_out_of_range_is_refused_at_start()
    {
        await using ServiceProvider provider = Build(new() { ["MaxMemoryMegabytes"] = "1" });

        OptionsValidationException failure = Assert.Throws<OptionsValidationException>(
            () => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("MaxMemoryMegabytes", failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(Dictionary<string, string?> settings) =>
        new ServiceCollection()
            .AddDocumentParsing(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
}
