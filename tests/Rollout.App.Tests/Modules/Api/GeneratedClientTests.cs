using System.Runtime.Loader;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using Rollout.App.Modules.Api.Contracts;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Api;

/// <summary>From the description of the API a program makes a client, which is compiled and used.</summary>
public sealed class GeneratedClientTests
{
    [Fact]
    public async Task A_client_that_was_made_from_the_description_compiles_reads_people_and_signs_one_up()
    {
        await using var api = await AnApi.StartAsync(Database.Sqlite);
        using var http = api.Http();
        var description = await http.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative));
        Assert.StartsWith("3.1", (string)JsonNode.Parse(description)!["openapi"]!, StringComparison.Ordinal);
        Assert.Contains(JsonNode.Parse(description)!["paths"]!["/api/v1/people"]!["get"]!["parameters"]!.AsArray(), p => (string)p!["name"]! == "active"); // as docs/api.md writes them
        Assert.All(ApiScopeNames.All.SelectMany(s => s.Names), scope => Assert.Contains($"`{scope}`", description, StringComparison.Ordinal));

        dynamic client = Activator.CreateInstance(Compile(await SourceAsync(description)), http)!;
        client.BaseUrl = api.App.Address.AbsoluteUri;

        var page = await client.ListPeopleAsync(q: "loon", branch: null, active: null, after: null, limit: 10);
        Assert.Equal("Bas van Loon", (string)Enumerable.Single((IEnumerable<dynamic>)page.Items).Name);
        var place = await client.RegisterAsync(api.Session.Id.Value, api.Bas.Id.Value);
        Assert.Equal("Registered", (string)place.State.ToString());
        await client.WithdrawAsync(api.Session.Id.Value, api.Bas.Id.Value);
        var sums = await client.FindParticipationAsync(branch: null, source: null);
        Assert.Equal(0, (int)sums.People);
    }

    private static async Task<string> SourceAsync(string description)
    {
        var document = await OpenApiDocument.FromJsonAsync(description);
        var settings = new CSharpClientGeneratorSettings { ClassName = "RolloutClient", UseBaseUrl = true, InjectHttpClient = true };
        settings.CSharpGeneratorSettings.Namespace = "Generated";
        settings.CSharpGeneratorSettings.JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson;
        settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;
        return new CSharpClientGenerator(document, settings).GenerateFile();
    }

    private static Type Compile(string source)
    {
        var references = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!.ToString()!.Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("GeneratedClient", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)));
        image.Position = 0;
        return new AssemblyLoadContext("generated client", isCollectible: true).LoadFromStream(image).GetType("Generated.RolloutClient")!;
    }
}
