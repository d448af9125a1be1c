using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Rag.Pipeline.Parsing;

namespace Rag.Grains.Tests.Documents;

/// <summary>Puts a test's parser in front of the real one.</summary>
internal static class ParserReplacement
{
    public static void Install(IServiceCollection services, Func<IDocumentParser, IDocumentParser> wrap)
    {
        ServiceDescriptor real = services.Last(service => service.ServiceType == typeof(IDocumentParser));
        services.Replace(ServiceDescriptor.Singleton(
            provider => wrap((IDocumentParser)real.ImplementationFactory!(provider))));
    }
}
