using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>What a browser and a device make of a page that asks for a passkey: a key on P-256, and the JSON that the page's script sends.</summary>
internal sealed partial class SoftPasskey(string origin) : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private byte[] _handle = [];

    public byte[] Id { get; init; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>How often it signed.</summary>
    public uint Count { get; set; }

    /// <summary>The site it thinks it is at.</summary>
    public string Origin { get; set; } = origin;

    public string Make(Page page)
    {
        var asked = AskedOn(page);
        _handle = Bytes(asked["user"]!["id"]!);
        var data = Data(asked["rp"]!["id"]!.GetValue<string>(), flags: 0x45, [.. new byte[16], 0, (byte)Id.Length, .. Id, .. Cose()]);
        var attestation = new CborWriter();
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString(data);
        attestation.WriteEndMap();
        return Answer(new JsonObject { ["clientDataJSON"] = Text(Client("webauthn.create", asked)), ["attestationObject"] = Text(attestation.Encode()), ["transports"] = new JsonArray("internal") });
    }

    public string Sign(Page page, byte[]? handle = null)
    {
        var asked = AskedOn(page);
        Count++;
        var (data, client) = (Data(asked["rpId"]!.GetValue<string>(), flags: 0x05, []), Client("webauthn.get", asked));
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new JsonObject { ["clientDataJSON"] = Text(client), ["authenticatorData"] = Text(data), ["signature"] = Text(signature), ["userHandle"] = Text(handle ?? _handle) });
    }

    public void Dispose() => _key.Dispose();

    private static JsonNode AskedOn(Page page) => JsonNode.Parse(WebUtility.HtmlDecode(Options().Match(page.Html).Groups[1].Value))!;

    private static byte[] Bytes(JsonNode text) => Base64Url.DecodeFromChars(text.GetValue<string>());

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private string Answer(JsonObject response) =>
        new JsonObject { ["id"] = Text(Id), ["rawId"] = Text(Id), ["type"] = "public-key", ["response"] = response, ["clientExtensionResults"] = new JsonObject() }.ToJsonString();

    private byte[] Client(string type, JsonNode asked) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { type, challenge = asked["challenge"]!.GetValue<string>(), origin = Origin, crossOrigin = false }));

    private byte[] Data(string site, byte flags, byte[] more)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), flags, .. count, .. more];
    }

    private byte[] Cose()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter();
        cose.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            cose.WriteInt32(label);
            cose.WriteInt32(value);
        }

        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        return cose.Encode();
    }

    [GeneratedRegex("data-options=\"([^\"]*)\"")]
    private static partial Regex Options();
}
