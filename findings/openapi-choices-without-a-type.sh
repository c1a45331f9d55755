#!/usr/bin/env bash
# Microsoft.AspNetCore.OpenApi 10.0.15, read with NSwag.CodeGeneration.CSharp 14.8.0 (NuGet).
#
# An enum that is answered as text, by JsonStringEnumConverter in the JSON options of the application, is described by its words alone: {"enum": [...]}, without
# "type": "string". That is a valid schema, and NSwag makes an enum of it whose property has no converter: the client it writes reads numbers, and fails at the
# first answer. An int is described as integer or string with a pattern, because the web defaults of System.Text.Json also read numbers from text; the client
# gets an int with a regular expression on it.
#
# What it means: a schema transformer says "string" for every enum, and NumberHandling = Strict makes a number a number.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > api.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.AspNetCore.OpenApi" Version="[10.0.15]" />
    <PackageReference Include="NSwag.CodeGeneration.CSharp" Version="[14.8.0]" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag.CodeGeneration.CSharp;

await ShowAsync("As it comes", sayWhat: false);
await ShowAsync("Type said, numbers strict", sayWhat: true);

static async Task ShowAsync(string how, bool sayWhat)
{
    var builder = WebApplication.CreateBuilder();
    builder.Logging.ClearProviders();
    builder.Services.AddOpenApi(options =>
    {
        if (sayWhat)
        {
            options.AddSchemaTransformer((schema, context, _) =>
            {
                schema.Type = context.JsonTypeInfo.Type.IsEnum ? JsonSchemaType.String : schema.Type;
                return Task.CompletedTask;
            });
        }
    });
    builder.Services.ConfigureHttpJsonOptions(json =>
    {
        json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        json.SerializerOptions.NumberHandling = sayWhat ? JsonNumberHandling.Strict : json.SerializerOptions.NumberHandling;
    });
    await using var app = builder.Build();
    app.Urls.Add("http://127.0.0.1:0");
    app.MapOpenApi();
    app.MapGet("/place", () => new Place(State.Waiting, 3));
    await app.StartAsync();

    using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    Console.WriteLine($"{how}. The answer: {await http.GetStringAsync("/place")}");
    var description = await http.GetStringAsync("/openapi/v1.json");
    var schemas = JsonNode.Parse(description)!["components"]!["schemas"]!;
    Console.WriteLine($"  its state is described as {schemas["State"]!.ToJsonString()}");
    Console.WriteLine($"  its seats are described as {schemas["Place"]!["properties"]!["seats"]!.ToJsonString()}");
    var settings = new CSharpClientGeneratorSettings();
    settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.SystemTextJson;
    var source = new CSharpClientGenerator(await NSwag.OpenApiDocument.FromJsonAsync(description), settings).GenerateFile();
    var place = Regex.Match(source, @"public partial class Place\b.*?AdditionalProperties", RegexOptions.Singleline).Value;
    Console.WriteLine($"  in the client the state has a converter: {place.Contains("JsonStringEnumConverter")}; the seats have a regular expression: {place.Contains("RegularExpression")}");
}

internal enum State { Registered, Waiting }

internal sealed record Place(State State, int Seats);
X
seen=$(dotnet run 2>&1)
expected='As it comes. The answer: {"state":"waiting","seats":3}
  its state is described as {"enum":["registered","waiting"]}
  its seats are described as {"pattern":"^-?(?:0|[1-9]\\d*)$","type":["integer","string"],"format":"int32"}
  in the client the state has a converter: False; the seats have a regular expression: True
Type said, numbers strict. The answer: {"state":"waiting","seats":3}
  its state is described as {"enum":["registered","waiting"],"type":"string"}
  its seats are described as {"type":"integer","format":"int32"}
  in the client the state has a converter: True; the seats have a regular expression: False'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Changed." >&2; exit 1; }
