using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Rag.Api.OpenApi;

/// <summary>Adds bodies and parameters that endpoints read themselves.</summary>
internal sealed class EndpointTransformer : IOpenApiOperationTransformer
{
    private static readonly string[] FileFields =
        ["document_id", "title", "author", "metadata", "chunking", "on_conflict", "collection"];

    /// <inheritdoc/>
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (ParameterDescription parameter in metadata.OfType<ParameterDescription>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = parameter.IsHeader ? ParameterLocation.Header : ParameterLocation.Query,
                Description = parameter.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        AddPathParameters(operation, context.Description.RelativePath ?? "");
        if (metadata.OfType<BodyDescription>().FirstOrDefault() is not { } body) return;
        var content = new Dictionary<string, OpenApiMediaType>();
        foreach (string type in body.ContentTypes)
        {
            content[type] = new OpenApiMediaType
            {
                Schema = type == "application/json"
                    ? await context.GetOrCreateSchemaAsync(body.Type!, null, cancellationToken)
                    : FileSchema(),
                Example = type == "application/json" ? JsonNode.Parse(body.Example!) : null,
            };
        }

        operation.RequestBody = new OpenApiRequestBody { Required = true, Content = content };
    }

    /// <summary>Routes whose handlers read the path themselves have no parameter that tells of it.</summary>
    private static void AddPathParameters(OpenApiOperation operation, string path)
    {
        foreach (string name in path.Split('/')
            .Where(static part => part.StartsWith('{'))
            .Select(static part => part.Trim('{', '*', '}')))
        {
            if (operation.Parameters?.Any(parameter => parameter.Name == name) == true) continue;
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Description = name == "document" ? "The document's id, percent-encoded" : $"The {name}",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    private static OpenApiSchema FileSchema()
    {
        var properties = new Dictionary<string, IOpenApiSchema>
        {
            ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
        };
        foreach (string field in FileFields) properties[field] = new OpenApiSchema { Type = JsonSchemaType.String };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = properties,
            Required = new HashSet<string> { "file" },
        };
    }
}
