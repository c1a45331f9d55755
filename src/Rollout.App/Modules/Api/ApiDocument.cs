using System.Text.Json;
using Microsoft.OpenApi;
using Rollout.App.Modules.Api.Contracts;
using Rollout.App.Shared;

namespace Rollout.App.Modules.Api;

/// <summary>The description of the API for programs that make clients of it (OpenAPI 3.1).</summary>
internal static class ApiDocument
{
    private const string Bearer = "token";

    private const string About =
        """
        Reads what the rollout knows, and does the few things that other systems do in people's place, by the same rules as the pages.
        Lists are in the order in which things were made; follow `next` until there is none. What a rule refuses is answered 409 with the rule's own words, in the language of Accept-Language.
        """;

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = endpoint => $"/{endpoint.RelativePath}".StartsWith(ApiModule.Root, StringComparison.Ordinal);
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // Else it says which words there are, and not that they are text.
            if (context.JsonTypeInfo.Type.IsEnum)
            {
                schema.Type = JsonSchemaType.String;
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            // Those of a record come as its properties are called.
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            {
                parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, context, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Rollout", Version = "1", Description = About };
            document.Servers = [new OpenApiServer { Url = context.ApplicationServices.GetRequiredService<SiteUrl>().BaseAddress.AbsoluteUri }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token of a client, made on the page Settings, API. Scopes: " + string.Join(", ", ApiScopeNames.All.SelectMany(s => s.Names)) + "." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
            return Task.CompletedTask;
        });
    });
}
