using System.Text.Json.Nodes;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>What this service says of itself: <see href="https://www.rfc-editor.org/rfc/rfc7643#section-5"/>.</summary>
internal static class ScimSchemas
{
    public static JsonObject Config => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"),
        ["patch"] = Supported(true),
        ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = 200 },
        ["changePassword"] = Supported(false),
        ["sort"] = Supported(false),
        ["etag"] = Supported(false),
        ["authenticationSchemes"] = new JsonArray(new JsonObject { ["type"] = "oauthbearertoken", ["name"] = "Bearer token", ["description"] = "A token made by the project lead.", ["primary"] = true }),
    };

    public static IReadOnlyList<JsonObject> ResourceTypes =>
    [
        new()
        {
            ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:ResourceType"),
            ["id"] = "User",
            ["name"] = "User",
            ["endpoint"] = "/Users",
            ["schema"] = ScimJson.User,
            ["schemaExtensions"] = new JsonArray(new JsonObject { ["schema"] = ScimJson.Enterprise, ["required"] = false }),
        },
    ];

    public static IReadOnlyList<JsonObject> Schemas =>
    [
        Schema(ScimJson.User, "User", Attribute("userName", required: true), Attribute("externalId"), Attribute("displayName"), Attribute("active", "boolean"), Attribute("title"), Attribute("preferredLanguage"),
            Complex("name", false, "givenName", "familyName", "formatted"), Complex("emails", true, "value", "type"), Complex("phoneNumbers", true, "value", "type"), Complex("addresses", true, "formatted", "locality", "type")),
        Schema(ScimJson.Enterprise, "EnterpriseUser", Attribute("employeeNumber"), Attribute("department"), Attribute("division"), Attribute("organization"), Attribute("costCenter")),
    ];

    private static JsonObject Supported(bool supported) => new() { ["supported"] = supported };

    private static JsonObject Schema(string id, string name, params JsonNode[] attributes) => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:Schema"), ["id"] = id, ["name"] = name, ["attributes"] = new JsonArray(attributes),
    };

    private static JsonObject Attribute(string name, string type = "string", bool required = false) => new()
    {
        ["name"] = name, ["type"] = type, ["multiValued"] = false, ["required"] = required, ["caseExact"] = name == "externalId", ["mutability"] = "readWrite", ["returned"] = "default",
        ["uniqueness"] = name == "userName" ? "server" : "none",
    };

    private static JsonObject Complex(string name, bool many, params string[] parts)
    {
        var attribute = Attribute(name, "complex");
        (attribute["multiValued"], attribute["subAttributes"]) = (many, new JsonArray([.. parts.Select(p => Attribute(p))]));
        return attribute;
    }
}
