using System.Text.Json;
using Fido2NetLib;
using Fido2NetLib.Objects;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Identity.Passkeys;

/// <summary>
/// What passkeys are asked and how their answers are checked (W3C Web Authentication, by Fido2). They are bound to the public address of this installation:
/// a browser gives them to no other site.
/// </summary>
public sealed class PasskeyServer
{
    private readonly Fido2Configuration _configuration;
    private readonly Fido2 _fido2;

    public PasskeyServer(SiteUrl site)
    {
        _configuration = new Fido2Configuration { RPID = site.BaseAddress.Host, RPName = "Rollout", Origins = new HashSet<string> { site.BaseAddress.GetLeftPart(UriPartial.Authority) } };
        _fido2 = new Fido2(_configuration, null!);
    }

    /// <summary>The name under which the device keeps a person's passkeys.</summary>
    public static byte[] HandleOf(PersonId person) => person.Value.ToByteArray();

    /// <param name="known">The passkeys they have: no device makes a second one.</param>
    public CredentialCreateOptions ToAdd(byte[] challenge, Person person, IEnumerable<byte[]> known) => CredentialCreateOptions.Create(
        _configuration,
        challenge,
        new Fido2User { Id = HandleOf(person.Id), Name = person.Email ?? person.Name, DisplayName = person.Name },
        new AuthenticatorSelection { ResidentKey = ResidentKeyRequirement.Required, UserVerification = UserVerificationRequirement.Preferred },
        AttestationConveyancePreference.None,
        [.. known.Select(id => new PublicKeyCredentialDescriptor(id))],
        extensions: null,
        PubKeyCredParam.Defaults);

    /// <summary>Any passkey of this site will do: it says itself whose it is.</summary>
    public AssertionOptions ToSignIn(byte[] challenge) => AssertionOptions.Create(_configuration, challenge, [], UserVerificationRequirement.Preferred, extensions: null);

    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="PasskeyRules"/> rule is broken.</exception>
    public Task<RegisteredPublicKeyCredential> CheckNewAsync(string? answer, CredentialCreateOptions asked, Func<byte[], Task<bool>> isNew, CancellationToken ct) => CheckAsync(() => _fido2.MakeNewCredentialAsync(
        new MakeNewCredentialParams { AttestationResponse = Read<AuthenticatorAttestationRawResponse>(answer), OriginalOptions = asked, IsCredentialIdUniqueToUserCallback = (made, _) => isNew(made.CredentialId) }, ct));

    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="PasskeyRules.Works"/></exception>
    public Task<VerifyAssertionResult> CheckAsync(AuthenticatorAssertionRawResponse answer, AssertionOptions asked, Passkey key, CancellationToken ct) => CheckAsync(() => _fido2.MakeAssertionAsync(
        new MakeAssertionParams
        {
            AssertionResponse = answer,
            OriginalOptions = asked,
            StoredPublicKey = key.PublicKey,
            StoredSignatureCounter = (uint)key.SignCount,
            IsUserHandleOwnerOfCredentialIdCallback = (owner, _) => Task.FromResult(owner.UserHandle.AsSpan().SequenceEqual(HandleOf(key.Person))),
        },
        ct));

    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="PasskeyRules.Answered"/></exception>
    public static T Read<T>(string? answer)
        where T : class
    {
        T? read = null;
        try
        {
            read = JsonSerializer.Deserialize<T>(answer ?? "");
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // Nothing that a passkey says.
        }

        PasskeyRules.Answered.Ensure(read is not null);
        return read!;
    }

    private static async Task<T> CheckAsync<T>(Func<Task<T>> check)
        where T : class
    {
        T? found = null;
        try
        {
            found = await check();
        }
        catch (Fido2VerificationException)
        {
            // Refused below.
        }

        PasskeyRules.Works.Ensure(found is not null);
        return found!;
    }
}
