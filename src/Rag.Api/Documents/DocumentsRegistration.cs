using Rag.Api.Documents.Uploads;
using Rag.Api.Streaming;

namespace Rag.Api.Documents;

/// <summary>Registers what uploads need.</summary>
internal static class DocumentsRegistration
{
    /// <summary>Adds the options (section <c>Uploads</c>) and the intake.</summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptionsWithValidateOnStart<UploadOptions>()
            .Bind(section.GetSection("Uploads")).ValidateDataAnnotations();
        return services.AddSingleton<UploadMeter>().AddSingleton<DocumentIntake>().AddSingleton<ProgressStreaming>();
    }
}
