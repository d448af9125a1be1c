using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

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
        services.AddSingleton<IDocumentParser>(provider =>
        {
            ParsingOptions options = provider.GetRequiredService<IOptions<ParsingOptions>>().Value;
            return new DocumentParsers([new PlainTextParser(options), new MarkdownParser(options)]);
        });
        return services;
    }
}
