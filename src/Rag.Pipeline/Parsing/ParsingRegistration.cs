using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Rag.Pipeline.Parsing.Delimited;
using Rag.Pipeline.Parsing.Isolation;
using Rag.Pipeline.Parsing.Pdf;

namespace Rag.Pipeline.Parsing;

/// <summary>Registers parsing.</summary>
public static class ParsingRegistration
{
    /// <summary>Adds <see cref="IDocumentParser"/> for every format of <see cref="ContentTypes"/>.</summary>
    /// <param name="services">Where to add.</param>
    /// <param name="section">Binds <see cref="ParsingOptions"/>; may be empty.</param>
    public static IServiceCollection AddDocumentParsing(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<ParsingOptions, ParsingOptionsValidator>().Bind(section);
        services.AddSingleton(static provider => new ParserPool(OptionsOf(provider)));
        services.AddSingleton<IDocumentParser>(static provider => new DocumentParsers(
        [
            new PlainTextParser(OptionsOf(provider)),
            new DelimitedParser(OptionsOf(provider)),
            new PdfParser(OptionsOf(provider)),
            new ChildProcessParser(provider.GetRequiredService<ParserPool>()),
        ]));
        return services;
    }

    private static ParsingOptions OptionsOf(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ParsingOptions>>().Value;
}
